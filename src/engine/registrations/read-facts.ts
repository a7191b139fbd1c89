import type { IsoDate } from '../../contract/units.ts';
import { findAccounts, latestExtract } from '../accounts/index.ts';
import { countryCode, type FoundCandidate, registrableDomain } from '../matching/index.ts';
import { type Edition, familyKey } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { othersOn } from './rivals.ts';
import { type Claim, LIVE_STATES } from './rows.ts';
import type { CriteriaFacts } from './rules/criteria.ts';
import type { DuplicateFacts } from './rules/duplicates.ts';
import type { ExtractFacts, MatchedAccount, OpportunityFacts, PartnerFacts, RegistrationFacts } from './rules/facts.ts';
import type { NetNewFacts } from './rules/net-new.ts';
import { onVendorLists } from './vendor-lists.ts';

/** Everything the rules are given about one claim, read at once. */
export interface CheckFacts {
  readonly criteria: CriteriaFacts;
  readonly netNew: NetNewFacts;
  readonly duplicates: DuplicateFacts;
  /** The accounts that may be the customer and the near misses, best first. */
  readonly candidates: readonly FoundCandidate[];
  /** The account the customer is resolved to: the best one that is the same. */
  readonly accountId: string | null;
}

/** Reads what the criteria, the net-new tests and the duplicate checks judge. */
export function readFacts(db: ReadDb, claim: Claim, edition: Edition, checkedOn: IsoDate): CheckFacts {
  const registration = registrationFacts(claim);
  const found = findAccounts(db, claim.customer);
  const same = found.candidates.filter(({ verdict }) => verdict === 'same').map(({ id }) => id);
  const others = othersOn(
    db,
    { customer: claim.customer, accountIds: same, familyKey: familyKey(claim.family ?? '') },
    claim.id,
  );
  return {
    candidates: found.candidates,
    accountId: same[0] ?? null,
    criteria: {
      registration,
      partner: partnerFacts(db, claim),
      programme: edition.body,
      families: db.all<{ family: string }>('SELECT DISTINCT family FROM family_names').map(({ family }) => family),
    },
    netNew: {
      registration,
      partnerId: claim.partnerId,
      accounts: matchedAccounts(db, found.candidates, claim.id),
      informativeFields: found.informativeFields,
      extract: extractFacts(db),
      checkedOn,
      others,
      ...onVendorLists(edition.body.netNew, claim.customer),
      rules: edition.body.netNew,
    },
    duplicates: { registration, partnerId: claim.partnerId, contentHash: claim.contentHash, others },
  };
}

/** A claim as the rules see it. */
export function registrationFacts(claim: Claim): RegistrationFacts {
  const { customer } = claim;
  const { contact } = claim.rest;
  return {
    id: claim.id,
    type: claim.type,
    customerName: customer.name,
    domain: customer.domain ?? null,
    registrableDomain: registrableDomain(customer.domain),
    country: customer.country ?? null,
    countryCode: countryCode(customer.country),
    postcode: customer.postcode ?? null,
    site: claim.site,
    contact: { name: contact.name ?? null, title: contact.title ?? null, email: contact.email ?? null },
    family: claim.family,
    value: claim.value,
    expectedClose: claim.expectedClose,
    evidence: claim.evidence,
    receivedAt: claim.receivedAt,
    receivedOn: claim.receivedOn,
  };
}

function partnerFacts(db: ReadDb, claim: Claim): PartnerFacts {
  const partner = db.get<{ name: string; stage: string; tier: string | null; territories: string; families: string }>(
    'SELECT name, stage, tier, territories, families FROM partners WHERE id = ?',
    claim.partnerId,
  );
  if (partner === undefined) throw new Error(`expected the partner ${claim.partnerId} to be there, found none`);
  const certificates = db
    .all<{ name: string; certifications: string }>(
      'SELECT name, certifications FROM contacts WHERE partner_id = ? ORDER BY name, key',
      claim.partnerId,
    )
    .flatMap(({ name, certifications }) =>
      (JSON.parse(certifications) as { family: string; until: IsoDate | null }[]).map((one) => ({
        person: name,
        ...one,
      })),
    );
  const open = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM registrations WHERE partner_id = ? AND state IN ${LIVE_STATES} AND id <> ?`,
    claim.partnerId,
    claim.id,
  );
  return {
    id: claim.partnerId,
    ...partner,
    territories: JSON.parse(partner.territories) as string[],
    families: JSON.parse(partner.families) as string[],
    certificates,
    openRegistrations: open?.n ?? 0,
  };
}

/** Accounts that may be the customer with their opportunities. Lineage is put in afterwards, where a finding names a record. */
function matchedAccounts(db: ReadDb, candidates: readonly FoundCandidate[], registrationId: string): MatchedAccount[] {
  return candidates.flatMap(({ id, name, verdict }) =>
    verdict === 'different'
      ? []
      : [{ id, name, verdict, lineage: null, opportunities: opportunityFacts(db, id, registrationId) }],
  );
}

function opportunityFacts(db: ReadDb, account: string, registrationId: string): OpportunityFacts[] {
  return db
    .all<Omit<OpportunityFacts, 'isOwn' | 'lineage'> & { own: number }>(
      `SELECT o.id, o.key, o.name, coalesce(f.family, o.product) AS family, o.status, o.stage, o.opened_on AS openedOn,
         o.close_on AS closeOn, o.last_activity_on AS lastActivityOn, o.partner_name AS partnerName,
         EXISTS (SELECT 1 FROM links l WHERE l.registration_id = ? AND l.opportunity_id = o.id AND l.state = 'linked') AS own
       FROM opportunities o LEFT JOIN family_names f ON f.key = o.family_key
       WHERE o.account_id = ? ORDER BY o.opened_on, o.key`,
      registrationId,
      account,
    )
    .map(({ own, ...opportunity }) => ({ ...opportunity, isOwn: own === 1, lineage: null }));
}

/** What the newest extract of opportunities can show; `null` before the first. */
function extractFacts(db: ReadDb): ExtractFacts | null {
  const extract = latestExtract(db, 'opportunities');
  if (extract === null) return null;
  const { asOf, coveredFrom, hasActivityDates } = extract;
  return { asOf, coveredFrom, hasActivityDates, partial: false };
}
