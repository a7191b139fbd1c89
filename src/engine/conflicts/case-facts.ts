import type { ClaimLabel } from '../../contract/conflicts.ts';
import type { EpochMs, IsoDate } from '../../contract/units.ts';
import type { Edition } from '../programme/index.ts';
import { addMonths } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import type { ClaimFacts } from './claims.ts';
import { applyPolicy, type CaseFacts, type PolicyResult, type RegistrationClaim } from './rules/policy.ts';
import type { ClaimScores } from './rules/scores.ts';

type Scores = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** The last deal a partner won on an account and family. */
interface Win {
  readonly partnerId: string;
  readonly wonOn: string;
}

/** What the policy says about a case. */
export function policyOf(
  db: ReadDb,
  on: { readonly accountId: string | null; readonly familyKey: string },
  claims: readonly ClaimFacts[],
  scores: Scores,
  edition: Edition,
): PolicyResult {
  const lastWin = lastWinOn(db, on);
  return applyPolicy(caseFacts(claims, scores, lastWin, edition.body.netNew.winWindowMonths), edition.body.conflicts);
}

function lastWinOn(db: ReadDb, { accountId, familyKey }: { accountId: string | null; familyKey: string }) {
  return db.get<Win>(
    `SELECT partner_id AS partnerId, closed_on AS wonOn FROM registrations
     WHERE account_id = ? AND family_key = ? AND state = 'closed' AND close_kind = 'won'
     ORDER BY closed_on DESC, received_at DESC LIMIT 1`,
    accountId,
    familyKey,
  );
}

/** The facts the policy judges: no name, no tier, no value. */
function caseFacts(
  claims: readonly ClaimFacts[],
  scores: Scores,
  lastWin: Win | undefined,
  winWindowMonths: number,
): CaseFacts {
  const isRenewal = lastWin !== undefined && isRenewalOf(lastWin, claims, winWindowMonths);
  const registrations = claims.filter((claim) => claim.kind === 'registration');
  return {
    claims: claims.map((claim) =>
      claim.kind === 'registration'
        ? {
            ...registrationClaim(claim, (scores.get(claim.label) ?? {}) as ClaimScores),
            incumbent: isRenewal && claim.partnerId === lastWin.partnerId,
          }
        : {
            kind: 'direct opportunity',
            label: claim.label as ClaimLabel,
            openedOn: claim.openedOn as IsoDate | null,
            preferredBy: preferredBy(claim),
          },
    ),
    isRenewal,
    isProject: registrations.length > 0 && registrations.every((claim) => claim.type === 'project'),
  };
}

/**
 * Whether the claims are on the renewal of what was won: they expect to close no sooner than the programme's months after the win. A
 * sooner one is an expansion, which anybody may bring.
 */
function isRenewalOf(win: Win, claims: readonly ClaimFacts[], winWindowMonths: number): boolean {
  const [soonest] = claims.flatMap((claim) => claim.expectedCloseOn ?? []).sort();
  return soonest !== undefined && soonest >= addMonths(win.wonOn as IsoDate, winWindowMonths);
}

function registrationClaim(claim: ClaimFacts, scores: ClaimScores): Omit<RegistrationClaim, 'incumbent'> {
  const receivedOn = (claim.receivedOn ?? '') as IsoDate;
  // Evidence dated after the receipt came with an answer and shows no earlier engagement.
  const engaged = claim.evidence.map((one) => one.date as IsoDate).filter((date) => date <= receivedOn);
  return {
    kind: 'registration',
    label: claim.label as ClaimLabel,
    receivedAt: (claim.receivedAt ?? 0) as EpochMs,
    receivedOn,
    completeAt: claim.complete ? (Math.max(claim.receivedAt ?? 0, claim.answeredAt ?? 0) as EpochMs) : null,
    preferredBy: preferredBy(claim),
    engagedFrom: engaged.sort()[0] ?? null,
    function: claim.function,
    withdrawn: claim.state === 'withdrawn',
    scores,
  };
}

/** What the customer has put in writing for a claim: its letters, and an order or a statement of work it signed, which says whom it wants too. */
export const preferredBy = ({ evidence, preferences }: Pick<ClaimFacts, 'evidence' | 'preferences'>): string[] => [
  ...preferences.map((one) => `a letter of ${one.date} by ${one.writtenBy}`),
  ...evidence.flatMap((one) => (one.kind === 'order or SOW signed' ? `an order or SOW, signed on ${one.date}` : [])),
];
