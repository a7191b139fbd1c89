import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Customer } from '../../contract/matching.ts';
import type { RegistrationType } from '../../contract/programme.ts';
import { notFound, staleRevision } from '../../contract/refusal.ts';
import type { Evidence, RegistrationInput } from '../../contract/registrations.ts';
import type { Currency, EpochMs, IsoDate, Minor } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import type { ReadDb } from '../store/db.ts';
import { registrations } from './tables.ts';

/** A registration as stored. */
export type RegistrationRow = Omit<typeof registrations.$inferSelect, 'queue' | 'clockRank' | 'clockAt'>;

/** What the row keeps of the rest, as the partner wrote it. */
export type Rest = Pick<RegistrationInput, 'contact' | 'need' | 'designCustomer' | 'purchasingCustomer' | 'reference'>;

/** What a partner claims, with its partner known: what the rules judge and the row is made from. */
export interface Claim {
  readonly id: string;
  readonly partnerId: string;
  readonly type: RegistrationType;
  readonly customer: Customer;
  readonly site: string | null;
  /** As written, resolved to the family's name where that is known. */
  readonly family: string | null;
  readonly value: { readonly minor: Minor; readonly currency: Currency } | null;
  readonly expectedClose: IsoDate | null;
  readonly evidence: readonly Evidence[];
  readonly rest: Rest;
  readonly contentHash: string;
  readonly receivedAt: EpochMs;
  readonly receivedOn: IsoDate;
  /** Of the programme: the one in force on the day of receipt. */
  readonly edition: number;
}

const prepareRow = (db: ReadDb) =>
  db.orm
    .select()
    .from(registrations)
    .where(eq(registrations.id, sql.placeholder('id')))
    .prepare();
const rowQueries = new WeakMap<ReadDb['orm'], ReturnType<typeof prepareRow>>();

/** The query is built once a connection: it is asked several times with every check and decision. */
function rowQuery(db: ReadDb): ReturnType<typeof prepareRow> {
  const known = rowQueries.get(db.orm) ?? prepareRow(db);
  rowQueries.set(db.orm, known);
  return known;
}

/** One registration; `undefined` where there is none. */
export function registrationRow(db: ReadDb, id: string): RegistrationRow | undefined {
  const row = rowQuery(db).get({ id });
  if (row === undefined) return undefined;
  const { queue: _queue, clockRank: _rank, clockAt: _at, ...stored } = row;
  return stored;
}

/**
 * One registration.
 *
 * @throws NOT_FOUND; STALE_REVISION when `revision` is given and is not the one stored
 */
export function registrationFor(db: ReadDb, id: string, revision?: number): RegistrationRow {
  const row = registrationRow(db, id);
  if (row === undefined) throw notFound('registration', id);
  if (revision !== undefined && revision !== row.revision) {
    throw staleRevision(row.updatedBy, row.updatedAt as EpochMs);
  }
  return row;
}

/** The evidence of a registration in the order it was given. */
export function evidenceOf(db: ReadDb, id: string): Evidence[] {
  return db.all<Evidence>(
    'SELECT kind, happened_on AS date, note FROM registration_evidence WHERE registration_id = ? ORDER BY ord',
    id,
  );
}

/** Puts evidence in place of what was there. */
export function saveEvidence(tx: WriteTx, id: string, evidence: readonly Evidence[]): void {
  tx.run('DELETE FROM registration_evidence WHERE registration_id = ?', id);
  evidence.forEach(({ kind, date, note }, ord) => {
    tx.run(
      'INSERT INTO registration_evidence (registration_id, ord, kind, happened_on, note) VALUES (?, ?, ?, ?, ?)',
      ...[id, ord, kind, date, note],
    );
  });
}

/** A stored registration as a claim. */
export function claimOf(db: ReadDb, row: RegistrationRow): Claim {
  return {
    id: row.id,
    partnerId: row.partnerId,
    type: row.type as RegistrationType,
    customer: JSON.parse(row.customer) as Customer,
    site: row.site,
    family: row.family,
    value:
      row.valueMinor === null || row.currency === null
        ? null
        : { minor: row.valueMinor as Minor, currency: row.currency as Currency },
    expectedClose: row.expectedCloseOn as IsoDate | null,
    evidence: evidenceOf(db, row.id),
    rest: JSON.parse(row.rest) as Rest,
    contentHash: row.contentHash,
    receivedAt: row.receivedAt as EpochMs,
    receivedOn: row.receivedOn as IsoDate,
    edition: row.edition,
  };
}

/** Changes a registration as it is stored: stamps who and when, counts its revision up, and places it in the queue. */
export function updateRegistration(
  tx: WriteTx,
  row: RegistrationRow,
  values: Partial<Omit<RegistrationRow, 'id' | 'revision' | 'updatedAt' | 'updatedBy'>>,
): void {
  const stamped = { ...values, updatedAt: tx.moment.at, updatedBy: tx.moment.actor, revision: row.revision + 1 };
  const { names, stored } = asStored({ ...stamped, ...placeOf({ ...row, ...stamped }) });
  tx.run(`UPDATE registrations SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, ...stored, row.id);
}

/** Stores a new registration. */
export function insertRegistration(tx: WriteTx, row: typeof registrations.$inferInsert): void {
  const { names, stored } = asStored(row);
  tx.run(`INSERT INTO registrations (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, ...stored);
}

const COLUMNS = getTableColumns(registrations);

/**
 * Values under the names of their columns, as SQLite keeps them. Raw statements are prepared once, where the query builder
 * words and prepares each anew: half a millisecond with every check and decision.
 */
function asStored(values: Partial<typeof registrations.$inferInsert>) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const column = (field: string) => COLUMNS[field as keyof typeof COLUMNS];
  return {
    names: given.map(([field]) => column(field).name),
    stored: given.map(([field, value]) => (value === null ? null : column(field).mapToDriverValue(value)) as Stored),
  };
}

type Stored = string | number | null;

type Placed = Pick<RegistrationRow, 'state' | 'contested' | 'decideByAt' | 'answerDueAt' | 'decidedAt' | 'updatedAt'>;

/** Where a registration stands in the review queue: the columns lists go by. To be stored with every change of what it is told from. */
export function placeOf(row: Placed): { queue: number; clockRank: number; clockAt: number } {
  switch (row.state) {
    case 'submitted':
      return { queue: row.contested ? 1 : 0, clockRank: 0, clockAt: row.decideByAt };
    case 'in case':
      return { queue: 2, clockRank: 0, clockAt: row.decideByAt };
    case 'returned':
      return { queue: 3, clockRank: 1, clockAt: row.answerDueAt ?? row.decideByAt };
    default:
      return { queue: 4, clockRank: 2, clockAt: -(row.decidedAt ?? row.updatedAt) };
  }
}

/** Registrations by partner, live or not, that are being decided or hold a protection. */
export const LIVE_STATES = "('submitted', 'returned', 'in case', 'approved')";
