import type { Customer } from '../../contract/matching.ts';
import { notDecidable, notFound, problem } from '../../contract/refusal.ts';
import type { Problem } from '../../contract/units.ts';
import { familyKey, familyNamed } from '../programme/index.ts';
import { liveClaimsOn } from '../registrations/index.ts';
import type { ReadDb } from '../store/db.ts';

/** A registration that is to be put into a case. */
interface RegistrationClaimant {
  readonly id: string;
  readonly number: string;
  readonly partnerId: string;
  readonly state: string;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly customerName: string;
  readonly customer: string;
  readonly site: string | null;
  readonly family: string | null;
  readonly familyKey: string;
  readonly receivedAt: number;
  readonly edition: number;
}

/** A direct opportunity that is to be put into a case. */
interface OpportunityClaimant {
  readonly id: string;
  readonly key: string;
  readonly accountId: string | null;
  readonly familyKey: string | null;
  readonly family: string | null;
  readonly openedOn: string | null;
}

/** Everybody who claims, and what they claim. */
export interface Claimants {
  readonly registrations: readonly RegistrationClaimant[];
  /** Of our own team: the oldest first, those without a date last. */
  readonly opportunities: readonly OpportunityClaimant[];
  readonly customer: string;
  readonly accountId: string | null;
  readonly family: string | null;
  readonly familyKey: string;
}

const REGISTRATION = `SELECT r.id, r.number, r.partner_id AS partnerId, r.state, r.account_id AS accountId, a.name AS accountName,
    r.customer_name AS customerName, r.customer, r.site, r.family, r.family_key AS familyKey,
    r.received_at AS receivedAt, r.edition
  FROM registrations r LEFT JOIN accounts a ON a.id = r.account_id`;

const OPPORTUNITY = `SELECT o.id, o.key, o.account_id AS accountId, o.family_key AS familyKey,
    coalesce(f.family, o.product) AS family, o.opened_on AS openedOn
  FROM opportunities o LEFT JOIN family_names f ON f.key = o.family_key`;

/** In these states a registration can still be put before a decider: undecided, or protected and now contested. */
const OPEN_TO_CASES = ['submitted', 'returned', 'approved'];

/**
 * The claims of a case that is to be opened, checked.
 *
 * @param direct how our own opportunities claim: together as one claimant, or `each` for itself, as cases were opened before
 *
 * @throws NOT_FOUND; NOT_DECIDABLE
 */
export function claimantsOf(
  db: ReadDb,
  asked: { readonly registrations: readonly string[]; readonly opportunities: readonly string[] },
  direct: 'together' | 'each',
): Claimants {
  const given = [...new Set(asked.registrations)].map((id) => {
    const row = db.get<RegistrationClaimant>(`${REGISTRATION} WHERE r.id = ?`, id);
    if (row === undefined) throw notFound('registration', id);
    return row;
  });
  const [only] = given;
  const alone = given.length === 1 && asked.opportunities.length === 0 ? only : undefined;
  const registrations = inOrder(alone === undefined ? given : [alone, ...rivalsOf(db, alone)]);
  const found = (alone === undefined ? [...new Set(asked.opportunities)] : openDirectOn(db, alone)).map((id) => {
    const row = db.get<OpportunityClaimant>(`${OPPORTUNITY} WHERE o.id = ?`, id);
    if (row === undefined) throw notFound('opportunity', id);
    return row;
  });
  const opportunities = direct === 'each' ? found : oldestFirst(found);
  const problems = problemsWith(db, registrations, opportunities);
  if (problems.length > 0) throw notDecidable(...problems);
  const [first] = registrations;
  if (first === undefined) throw new Error('expected a case to have a registration, found none');
  const known = registrations.find((one) => one.accountId !== null);
  const named = registrations.find((one) => one.familyKey !== '');
  return {
    registrations,
    opportunities,
    customer: known?.accountName ?? first.customerName,
    accountId: known?.accountId ?? null,
    family: named?.family ?? null,
    familyKey: named?.familyKey ?? '',
  };
}

/** The first received first: what a case is called does not depend on the order its claims were named in. */
const inOrder = (registrations: readonly RegistrationClaimant[]) =>
  [...registrations].sort((a, b) => a.receivedAt - b.receivedAt || (a.number < b.number ? -1 : 1));

const oldestFirst = (opportunities: readonly OpportunityClaimant[]) => {
  const opened = ({ openedOn }: OpportunityClaimant) => openedOn ?? '9999-12-31';
  return [...opportunities].sort((a, b) =>
    opened(a) === opened(b) ? (a.key < b.key ? -1 : 1) : opened(a) < opened(b) ? -1 : 1,
  );
};

const liveAround = (db: ReadDb, one: RegistrationClaimant) =>
  liveClaimsOn(db, {
    customer: JSON.parse(one.customer) as Customer,
    accountIds: one.accountId === null ? [] : [one.accountId],
    familyKey: one.familyKey,
    site: one.site,
  });

/** Live claims of other partners that are surely on the same customer. */
function rivalsOf(db: ReadDb, one: RegistrationClaimant): RegistrationClaimant[] {
  return liveAround(db, one)
    .filter((claim) => claim.partner !== one.partnerId && claim.verdict === 'same')
    .filter((claim) => OPEN_TO_CASES.includes(claim.state))
    .flatMap((claim) => db.get<RegistrationClaimant>(`${REGISTRATION} WHERE r.id = ?`, claim.registration) ?? []);
}

/** Open opportunities of the vendor's own on the account and family. */
function openDirectOn(db: ReadDb, one: RegistrationClaimant): string[] {
  if (one.accountId === null) return [];
  const family = one.family === null ? null : familyNamed(db, one.family);
  return db
    .all<{ id: string; family: string | null }>(
      `SELECT o.id, coalesce(f.family, o.product) AS family FROM opportunities o
       LEFT JOIN family_names f ON f.key = o.family_key
       WHERE o.account_id = ? AND o.status = 'open' AND o.partner_name IS NULL
         AND NOT EXISTS (SELECT 1 FROM links l WHERE l.opportunity_id = o.id AND l.state = 'linked')
       ORDER BY o.key`,
      one.accountId,
    )
    .filter((opportunity) => family === null || opportunity.family === family)
    .map(({ id }) => id);
}

function problemsWith(
  db: ReadDb,
  registrations: readonly RegistrationClaimant[],
  opportunities: readonly OpportunityClaimant[],
): Problem[] {
  const problems = registrations
    .filter((one) => !OPEN_TO_CASES.includes(one.state))
    .map((one) =>
      problem(
        'not_open',
        `${one.number} is ${one.state}.`,
        'Put claims into a case that are not decided and in no case.',
      ),
    );
  const [first, ...others] = registrations;
  if (first === undefined || registrations.length + opportunities.length < 2) {
    return [
      ...problems,
      problem(
        'nothing_competes',
        `Nobody else claims what ${first?.number ?? 'it'} claims.`,
        'Decide it as it is, or name the claims that compete.',
      ),
    ];
  }
  const seen = new Set<string>();
  for (const one of registrations) {
    if (seen.has(one.partnerId)) {
      problems.push(
        problem('partner_twice', `${one.number} is by a partner that is in the case already.`, 'Reject the duplicate.'),
      );
    }
    seen.add(one.partnerId);
  }
  const around = new Set(liveAround(db, first).map((claim) => claim.registration as string));
  for (const one of others) {
    if (!around.has(one.id) && OPEN_TO_CASES.includes(one.state)) {
      problems.push(
        problem(
          'different_claim',
          `${one.number} claims another customer, family or site than ${first.number}.`,
          'Decide them one by one.',
        ),
      );
    }
  }
  return [...problems, ...opportunities.flatMap((one) => elsewhere(db, first, registrations, one))];
}

/** A direct opportunity competes where it is on the customer and family that are claimed. */
function elsewhere(
  db: ReadDb,
  first: RegistrationClaimant,
  registrations: readonly RegistrationClaimant[],
  { key, accountId, family }: OpportunityClaimant,
): Problem[] {
  const accounts = registrations.flatMap((one) => one.accountId ?? []);
  const claimed = registrations.find((one) => one.family !== null)?.family ?? null;
  const otherAccount = accountId !== null && accounts.length > 0 && !accounts.includes(accountId);
  const otherFamily = claimed !== null && family !== null && familyKey(familyNamed(db, claimed)) !== familyKey(family);
  if (!otherAccount && !otherFamily) return [];
  const what = otherAccount ? 'another customer' : 'another family';
  return [
    problem('different_claim', `Opportunity ${key} is on ${what} than ${first.number}.`, 'Leave it out of the case.'),
  ];
}
