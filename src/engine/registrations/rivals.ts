import type { Customer, Verdict } from '../../contract/matching.ts';
import type { RegistrationState } from '../../contract/registrations.ts';
import type { EpochMs, IsoDate, PartnerId, RegistrationId } from '../../contract/units.ts';
import { accountsWithDomain, compareEach, recordsOfEach, registrableDomain } from '../matching/index.ts';
import type { ReadDb } from '../store/db.ts';
import { LIVE_STATES } from './rows.ts';
import type { OtherRegistration } from './rules/facts.ts';
import { fold, sitesMeet } from './rules/finding.ts';

/** Whom a look-up of other registrations is about. */
export interface ClaimedCustomer {
  readonly customer: Customer;
  /** The accounts it was resolved to, duplicates in the CRM included. */
  readonly accountIds: readonly string[];
  /** Folded family; empty for none. */
  readonly familyKey: string;
}

type Verdicts = Map<string, OtherRegistration['verdict']>;

/** Of these families, or of one that is not known; of any where they are null. */
const LIVE = `+r.state IN ${LIVE_STATES} AND (@families IS NULL OR r.family_key IN (SELECT value FROM json_each(@families)))`;

/** Raw: by their ids, few as they are. Left to itself SQLite goes through all that are live. */
const LIVE_AMONG = `SELECT r.id AS found, r.id, r.family_key AS familyKey
  FROM json_each(@ids) AS asked CROSS JOIN registrations r ON r.id = asked.value WHERE ${LIVE}`;
/** Raw: by `registrations_by_account`. */
const LIVE_ON_ACCOUNTS = `SELECT r.account_id AS found, r.id, r.family_key AS familyKey
  FROM json_each(@ids) AS asked CROSS JOIN registrations r ON r.account_id = asked.value WHERE ${LIVE}`;

/**
 * Raw: by `protections_by_registration`. Left to itself SQLite looks for the last day among all protections that run, from the
 * latest on.
 */
const OTHERS = `SELECT r.id, r.number, r.partner_id AS partnerId, p.name AS partnerName, r.state, r.family, r.site,
    r.received_at AS receivedAt, r.content_hash AS contentHash,
    (SELECT max(t.until_on) FROM protections t WHERE t.registration_id = r.id AND +t.state = 'running') AS protectedUntil
  FROM json_each(?) AS found CROSS JOIN registrations r ON r.id = found.value JOIN partners p ON p.id = r.partner_id
  ORDER BY r.received_at, r.number`;

/**
 * Live registrations, of whomever, on customers that are or may be this one, for the same family or for one that is not
 * known. How two customers compare does not depend on who is asked first, so neither does what stands in whose way.
 */
export const othersOn = (db: ReadDb, claimed: ClaimedCustomer, except: string | null): OtherRegistration[] =>
  othersOnEach(db, [claimed]).flatMap((others) => others.filter(({ id }) => id !== except));

/** The same for many, in the same few statements. */
function othersOnEach(db: ReadDb, claims: readonly ClaimedCustomer[]): OtherRegistration[][] {
  const families = claims.some(({ familyKey }) => familyKey === '')
    ? null
    : JSON.stringify(['', ...new Set(claims.map(({ familyKey }) => familyKey))]);
  /** What is live by what it was found by: its own id, or its account. */
  const liveBy = (sql: string, ids: readonly string[]): Map<string, Live[]> => {
    const live = new Map<string, Live[]>();
    if (ids.length === 0) return live;
    for (const one of db.all<Live>(sql, { ids: JSON.stringify([...new Set(ids)]), families })) {
      live.set(one.found, [...(live.get(one.found) ?? []), one]);
    }
    return live;
  };
  const keep = (subjectsOfEach: readonly (readonly string[])[]) => {
    const live = liveBy(LIVE_AMONG, subjectsOfEach.flat());
    return subjectsOfEach.map((subjects, at) => idsFor(live, subjects, claims[at]));
  };
  const alike = compareEach(
    (keysOfEach) => recordsOfEach(db, 'registration', keysOfEach, keep),
    claims.map(({ customer }) => customer),
    {
      accountsWithDomain: accountsWithDomain(
        db,
        claims.map(({ customer }) => registrableDomain(customer.domain)),
      ),
    },
  );
  const onAccounts = liveBy(
    LIVE_ON_ACCOUNTS,
    claims.flatMap(({ accountIds }) => accountIds),
  );
  return otherRows(
    db,
    claims.map((claim, at): Verdicts => {
      const verdicts: Verdicts = new Map(alike[at]?.map(({ id, verdict }) => [id, verdict]));
      for (const id of idsFor(onAccounts, claim.accountIds, claim)) verdicts.set(id, 'same');
      return verdicts;
    }),
  );
}

interface Live {
  readonly found: string;
  readonly id: string;
  readonly familyKey: string;
}

/** Those found whose family meets the claim’s. */
const idsFor = (
  live: ReadonlyMap<string, readonly Live[]>,
  by: readonly string[],
  claim: ClaimedCustomer | undefined,
) =>
  by
    .flatMap((found) => live.get(found) ?? [])
    .filter(({ familyKey }) => familyKey === '' || claim?.familyKey === '' || familyKey === claim?.familyKey)
    .map(({ id }) => id);

function otherRows(db: ReadDb, verdictsOfEach: readonly Verdicts[]): OtherRegistration[][] {
  const ids = new Set(verdictsOfEach.flatMap((verdicts) => [...verdicts.keys()]));
  const rows = ids.size === 0 ? [] : db.all<Omit<OtherRegistration, 'verdict'>>(OTHERS, JSON.stringify([...ids]));
  return verdictsOfEach.map((verdicts) =>
    rows.flatMap((row) => {
      const verdict = verdicts.get(row.id);
      return verdict === undefined ? [] : { ...row, verdict };
    }),
  );
}

/** A customer, family and site that is claimed. */
export interface ClaimedDeal extends ClaimedCustomer {
  /** As written; `null` for the whole customer, which meets every site. */
  readonly site: string | null;
}

/** A live claim on a customer, family and site. */
export interface LiveClaim {
  readonly registration: RegistrationId;
  readonly number: string;
  readonly partner: PartnerId;
  readonly partnerName: string;
  readonly state: RegistrationState;
  readonly receivedAt: EpochMs;
  readonly site: string | null;
  /** The last day of its running protection; `null` where none runs. */
  readonly protectedUntil: IsoDate | null;
  /** How its customer compares with the one asked about. */
  readonly verdict: Exclude<Verdict, 'different'>;
}

/** The live claims on a customer (and on whoever was resolved to its accounts), family and site; the first received first. */
export const liveClaimsOn = (db: ReadDb, deal: ClaimedDeal): LiveClaim[] => liveClaimsOnEach(db, [deal])[0] ?? [];

/** The same for many deals, in the same few statements. */
export const liveClaimsOnEach = (db: ReadDb, deals: readonly ClaimedDeal[]): LiveClaim[][] =>
  othersOnEach(db, deals).map((others, at) => {
    const { familyKey = '', site = null } = deals[at] ?? {};
    return others
      .filter((other) => sitesMeet(other.site, site) && (familyKey === '' || fold(other.family) !== null))
      .map((other) => ({
        registration: other.id as RegistrationId,
        number: other.number,
        partner: other.partnerId as PartnerId,
        partnerName: other.partnerName,
        state: other.state,
        receivedAt: other.receivedAt,
        site: other.site,
        protectedUntil: other.protectedUntil,
        verdict: other.verdict,
      }));
  });
