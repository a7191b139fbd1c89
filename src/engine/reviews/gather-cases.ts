import { instantsOf, type Picture } from '../insights/index.ts';
import type { ReadDb } from '../store/db.ts';
import type { CaseFigures, CasesFigures } from './figures.ts';
import { casesSql, claimsSql } from './sql.ts';

const CASES_SHOWN = 8;

interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly family: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly winner: string | null;
  /** What became of an appeal by that day; `null` where none was filed. */
  readonly appeal: 'upheld' | 'changed' | 'pending' | null;
}

interface ClaimRow {
  readonly case: string;
  readonly label: string;
  readonly partner: string | null;
  readonly name: string | null;
  readonly customer: string | null;
}

/** The cases opened in the period: as the vendor sees them, and as one of the claimants may. */
export function casesOf(
  db: ReadDb,
  { scope, cohort }: Picture,
  partner: string | null,
): { internal: CasesFigures; own: CasesFigures } {
  const { from: fromAt, until: untilAt } = instantsOf(scope.period, scope);
  const { until: at } = instantsOf({ from: scope.today, until: scope.today }, scope);
  const rows = db.all<CaseRow>(casesSql, { partner, fromAt, untilAt, at });
  const shown = rows.slice(0, CASES_SHOWN);
  const claims = db.all<ClaimRow>(claimsSql, JSON.stringify(shown.map((row) => row.id)));
  const decided = cohort.filter((row) => row.decided === 1);
  const contested = decided.filter((row) => row.cases > 0);
  const cases = (lineOf: (row: CaseRow, claims: readonly ClaimRow[]) => CaseFigures): CasesFigures => ({
    opened: rows.length,
    lines: shown.map((row) =>
      lineOf(
        row,
        claims.filter((claim) => claim.case === row.id),
      ),
    ),
    contested: contested.length,
    decided: decided.length,
  });
  return {
    internal: cases(internalLine),
    own: cases((row, of) => ownLine(row, of, partner)),
  };
}

const isBlind = (row: CaseRow) => row.state === 'open';

function internalLine(row: CaseRow, claims: readonly ClaimRow[]): CaseFigures {
  const winner = claims.find((claim) => claim.label === row.winner);
  return {
    number: row.number,
    customer: row.customer,
    claims: isBlind(row) ? { blind: claims.length } : { names: claims.map((claim) => claim.name) },
    result: resultOf(row, winner === undefined || isBlind(row) ? null : { name: winner.name }),
  };
}

/** What one claimant may know: its own words for the customer, how many claimed, and how it ended for itself. */
function ownLine(row: CaseRow, claims: readonly ClaimRow[], partner: string | null): CaseFigures {
  const own = claims.filter((claim) => claim.partner === partner);
  const isOurs = own.some((claim) => claim.label === row.winner);
  return {
    number: row.number,
    customer: own[0]?.customer ?? '',
    claims: { others: claims.length - own.length },
    result: resultOf(row, { own: isOurs ? 'yes' : row.outcome === 'co-sell' && row.winner === null ? 'shared' : 'no' }),
  };
}

type Ruled = Extract<CaseFigures['result'], { state: 'ruled' }>;

const resultOf = ({ outcome, state, appeal }: CaseRow, winner: Ruled['winner']): CaseFigures['result'] =>
  outcome === null
    ? { state: state === 'dismissed' ? 'dismissed' : 'open' }
    : { state: 'ruled', outcome, winner, appeal };
