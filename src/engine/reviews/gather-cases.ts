import { counted, instantsOf, listWords, type Picture } from '../insights/index.ts';
import type { ReadDb } from '../store/db.ts';
import type { CaseLine, Cases } from './facts.ts';
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
): { internal: Cases; own: Cases } {
  const { from: fromAt, until: untilAt } = instantsOf(scope.period, scope);
  const { until: at } = instantsOf({ from: scope.today, until: scope.today }, scope);
  const rows = db.all<CaseRow>(casesSql, { partner, fromAt, untilAt, at });
  const shown = rows.slice(0, CASES_SHOWN);
  const claims = db.all<ClaimRow>(claimsSql, JSON.stringify(shown.map((row) => row.id)));
  const decided = cohort.filter((row) => row.decided === 1);
  const contested = decided.filter((row) => row.cases > 0);
  const cases = (lineOf: (row: CaseRow, claims: readonly ClaimRow[]) => CaseLine): Cases => ({
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
const OURS = 'our own deal';

function internalLine(row: CaseRow, claims: readonly ClaimRow[]): CaseLine {
  const winner = claims.find((claim) => claim.label === row.winner);
  return {
    number: row.number,
    customer: row.customer,
    state: row.state,
    claims: isBlind(row)
      ? `${counted(claims.length, 'claim')}, blind`
      : listWords(claims.map((claim) => claim.name ?? OURS)),
    outcome:
      row.outcome === null
        ? pendingWords(row)
        : `${row.outcome}${winner === undefined || isBlind(row) ? '' : `: ${winner.name ?? OURS}`}${appealWords(row)}`,
  };
}

/** What one claimant may know: its own words for the customer, how many claimed, and how it ended for itself. */
function ownLine(row: CaseRow, claims: readonly ClaimRow[], partner: string | null): CaseLine {
  const own = claims.filter((claim) => claim.partner === partner);
  const others = claims.length - own.length;
  return {
    number: row.number,
    customer: own[0]?.customer ?? '',
    state: row.state,
    claims: others === 1 ? 'you and another' : `you and ${others} others`,
    outcome: outcomeFor(row, own),
  };
}

/** “, appealed, not decided yet”, “, upheld on appeal”: the ruling that stands in front of it is the one that holds. */
const appealWords = ({ appeal }: Pick<CaseRow, 'appeal'>): string =>
  appeal === null ? '' : appeal === 'pending' ? ', appealed, not decided yet' : `, ${appeal} on appeal`;

const pendingWords = (row: CaseRow): string => (row.state === 'dismissed' ? 'dismissed' : 'open');

function outcomeFor(row: CaseRow, own: readonly ClaimRow[]): string {
  const { outcome, winner } = row;
  if (outcome === null) return pendingWords(row);
  const appeal = appealWords(row);
  if (own.some((claim) => claim.label === winner)) return `${outcome}, for you${appeal}`;
  return `${outcome === 'co-sell' && winner === null ? 'co-sell, shared' : `${outcome}, not for you`}${appeal}`;
}
