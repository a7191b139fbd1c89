import type { Customer, Verdict } from '../../contract/matching.ts';
import type { RegistrationState } from '../../contract/registrations.ts';
import type { AccountId, EpochMs, IsoDate, PartnerId, RegistrationId } from '../../contract/units.ts';
import { accountsWithDomain, compareEach, indexedRecords } from '../matching/index.ts';
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

const LIVE = `+r.state IN ${LIVE_STATES} AND (? = '' OR r.family_key IN ('', ?))`;

/** Raw: by their ids, few as they are. Left to itself SQLite goes through all that are live. */
const LIVE_AMONG = `SELECT r.id FROM json_each(?) AS found CROSS JOIN registrations r ON r.id = found.value WHERE ${LIVE}`;
const LIVE_ON_ACCOUNT = `SELECT r.id FROM registrations r WHERE r.account_id = ? AND ${LIVE}`;

/**
 * Live registrations, of whomever, on customers that are or may be this one, for the same family or for one that is not
 * known. How two customers compare does not depend on who is asked first, so neither does what stands in whose way.
 */
export function othersOn(db: ReadDb, claimed: ClaimedCustomer, except: string | null): OtherRegistration[] {
  const { familyKey } = claimed;
  const live = (subjects: readonly string[]) =>
    subjects.length === 0
      ? []
      : db.all<{ id: string }>(LIVE_AMONG, JSON.stringify(subjects), familyKey, familyKey).map(({ id }) => id);
  const alike = compareEach(indexedRecords(db, 'registration', live), claimed.customer, {
    accountsWithDomain: accountsWithDomain(db),
  });
  const verdicts: Verdicts = new Map(alike.map(({ id, verdict }) => [id, verdict]));
  for (const account of claimed.accountIds) {
    for (const { id } of db.all<{ id: string }>(LIVE_ON_ACCOUNT, account, familyKey, familyKey))
      verdicts.set(id, 'same');
  }
  if (except !== null) verdicts.delete(except);
  return verdicts.size === 0 ? [] : otherRows(db, verdicts);
}

function otherRows(db: ReadDb, verdicts: Verdicts): OtherRegistration[] {
  return db
    .all<Omit<OtherRegistration, 'verdict'>>(
      `SELECT r.id, r.number, r.partner_id AS partnerId, p.name AS partnerName, r.state, r.family, r.site,
         r.received_at AS receivedAt, r.content_hash AS contentHash,
         (SELECT max(t.until_on) FROM protections t WHERE t.registration_id = r.id AND t.state = 'running') AS protectedUntil
       FROM json_each(?) AS found CROSS JOIN registrations r ON r.id = found.value JOIN partners p ON p.id = r.partner_id
       ORDER BY r.received_at, r.number`,
      JSON.stringify([...verdicts.keys()]),
    )
    .map((row) => ({ ...row, verdict: verdicts.get(row.id) ?? 'possible' }));
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

/**
 * The live claims on a customer (or on an account and whoever was resolved to it), family and site; the first received first.
 *
 * @param familyKey folded family; empty for any
 * @param site as written; `null` for the whole customer, which meets every site
 */
export function liveClaimsOn(
  db: ReadDb,
  of: { readonly account: AccountId } | { readonly customer: Customer; readonly accounts?: readonly string[] },
  familyKey: string,
  site: string | null,
): LiveClaim[] {
  const claimed =
    'account' in of
      ? { customer: customerOfAccount(db, of.account), accountIds: [of.account] }
      : { customer: of.customer, accountIds: of.accounts ?? [] };
  return othersOn(db, { ...claimed, familyKey }, null)
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
}

function customerOfAccount(db: ReadDb, account: AccountId): Customer {
  const row = db.get<Customer>(
    'SELECT name, domain, country, city, address, postcode, phone, tax_id AS taxId FROM accounts WHERE id = ?',
    account,
  );
  if (row === undefined) throw new Error(`expected the account ${account} to be there, found none`);
  return row;
}
