import type { Moment } from '../../src/contract/units.ts';
import { change, lastEntry, record, type WriteTx } from '../../src/engine/journal/index.ts';
import { indexCustomer, nameKey, unindexCustomer } from '../../src/engine/matching/index.ts';
import { partnerNameKey } from '../../src/engine/partners/index.ts';
import { familyKey } from '../../src/engine/programme/index.ts';
import type { WriteDb } from '../../src/engine/store/db.ts';

/** A partner as a test states it. */
export interface PartnerSays {
  readonly key: string;
  readonly name: string;
  readonly type?: string;
  readonly tier?: string;
  readonly stage?: string;
  readonly country?: string;
  readonly domain?: string;
  readonly supporter?: string;
  readonly territories?: readonly string[];
  readonly families?: readonly string[];
  readonly signedOn?: string;
}

/** A person at a partner; `partner` by key. */
export interface ContactSays {
  readonly key: string;
  readonly partner: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly families?: readonly string[];
}

export interface AccountSays {
  readonly key: string;
  readonly name: string;
  readonly domain?: string;
  readonly country?: string;
  readonly city?: string;
}

/** An opportunity as the CRM has it; `account` by key. */
export interface OpportunitySays {
  readonly key: string;
  readonly name?: string;
  readonly account: string;
  readonly product?: string;
  readonly status?: 'open' | 'won' | 'lost';
  readonly stage?: string;
  readonly minor?: number | null;
  readonly currency?: string;
  readonly owner?: string;
  readonly openedOn?: string | null;
  readonly closeOn?: string | null;
  readonly lastActivityOn?: string | null;
  readonly partnerName?: string | null;
  readonly renewal?: boolean;
}

/** What an extract holds. */
export interface ExtractSays {
  readonly asOf: string;
  readonly coveredFrom?: string;
  readonly partners?: readonly PartnerSays[];
  readonly contacts?: readonly ContactSays[];
  readonly accounts?: readonly AccountSays[];
  readonly opportunities?: readonly OpportunitySays[];
}

const KINDS = ['partners', 'contacts', 'accounts', 'opportunities'] as const;

/**
 * Takes facts in as the import of a file would: rows by key, new or changed, each with its lineage. For tests of the
 * rooms behind the exchange; the exchange itself is tested with files.
 *
 * @returns the id of the batch, for `undoExtract`
 */
export function importExtract(db: WriteDb, says: ExtractSays, moment: Moment): string {
  return change(db, { verb: 'exchange.commit', input: says }, moment, (tx) => {
    const batch = tx.newId();
    tx.run(
      `INSERT INTO batches (id, state, as_of_on, counts, committed_at, committed_by, committed_seq, created_at, updated_at, revision)
       VALUES (?, 'committed', ?, '{}', ?, ?, ?, ?, ?, 1)`,
      ...[batch, says.asOf, moment.at, moment.actor, lastEntry(tx).seq + 1, moment.at, moment.at],
    );
    for (const [ord, kind] of KINDS.entries()) {
      if (says[kind] === undefined) continue;
      tx.run(
        `INSERT INTO batch_files (batch_id, ord, file, sheet, hash, size_bytes, kind, mapping, counts, as_of_on, covered_from_on)
         VALUES (?, ?, ?, NULL, '', 0, ?, ?, '{}', ?, ?)`,
        ...[
          batch,
          ord,
          `${kind}.csv`,
          kind,
          JSON.stringify(mappingOf(says, kind)),
          says.asOf,
          says.coveredFrom ?? null,
        ],
      );
    }
    const put = (kind: (typeof KINDS)[number], row: number, columns: Record<string, string | number | null>) =>
      putRow(tx, batch, kind, row, columns);
    for (const [row, partner] of (says.partners ?? []).entries()) put('partners', row, partnerColumns(partner));
    for (const [row, contact] of (says.contacts ?? []).entries()) put('contacts', row, contactColumns(tx, contact));
    for (const [row, account] of (says.accounts ?? []).entries()) {
      indexCustomer(tx, 'account', put('accounts', row, accountColumns(account)), account);
    }
    for (const [row, one] of (says.opportunities ?? []).entries()) {
      put('opportunities', row, opportunityColumns(tx, one));
    }
    record(tx, { subject: batch, subjectName: null, words: `Extract of ${says.asOf} was taken in`, what: {} });
    return batch;
  });
}

/** Takes a batch back: new rows go, changed rows are as they were. */
export function undoExtract(db: WriteDb, batch: string, moment: Moment): void {
  change(db, { verb: 'exchange.undo', input: { batch } }, moment, (tx) => {
    const rows = tx.all<{ kind: string; id: string; fate: string; before: string | null }>(
      'SELECT kind, record_id AS id, fate, before FROM lineage WHERE batch_id = ? ORDER BY file_ord DESC, "row" DESC',
      batch,
    );
    for (const { kind, id, fate, before } of rows) {
      if (fate === 'new') {
        tx.run(`DELETE FROM ${kind} WHERE id = ?`, id);
        if (kind === 'accounts') unindexCustomer(tx, id);
      } else {
        const columns = JSON.parse(before ?? '{}') as Record<string, string | number | null>;
        const names = Object.keys(columns);
        tx.run(
          `UPDATE ${kind} SET ${names.map((name) => `${name} = ?`).join(', ')}, updated_at = ?, revision = revision + 1 WHERE id = ?`,
          ...names.map((name) => columns[name] ?? null),
          moment.at,
          id,
        );
      }
    }
    tx.run('DELETE FROM lineage WHERE batch_id = ?', batch);
    tx.run("UPDATE batches SET state = 'undone', undone_at = ? WHERE id = ?", moment.at, batch);
    record(tx, { subject: batch, subjectName: null, words: 'An extract was taken back', what: {} });
  });
}

/** As a mapping has it: the field is there where the file has a column for it. */
const mappingOf = (says: ExtractSays, kind: (typeof KINDS)[number]) => ({
  source: 'plain',
  fields:
    kind === 'opportunities' && says.opportunities?.some((one) => one.lastActivityOn !== undefined)
      ? { lastActivityOn: { column: 'Last activity' } }
      : {},
});

function putRow(
  tx: WriteTx,
  batch: string,
  kind: (typeof KINDS)[number],
  row: number,
  columns: Record<string, string | number | null>,
): string {
  const names = Object.keys(columns);
  const known = tx.get<Record<string, string | number | null>>(
    `SELECT id, ${names.join(', ')} FROM ${kind} WHERE key = ?`,
    columns.key ?? null,
  );
  const id = known === undefined ? tx.newId() : String(known.id);
  const changed = names.filter((name) => known !== undefined && known[name] !== columns[name]);
  if (known === undefined) {
    tx.run(
      `INSERT INTO ${kind} (id, ${names.join(', ')}, created_at, updated_at, revision)
       VALUES (?, ${names.map(() => '?').join(', ')}, ?, ?, 1)`,
      ...[id, ...names.map((name) => columns[name] ?? null), tx.moment.at, tx.moment.at],
    );
  } else if (changed.length > 0) {
    tx.run(
      `UPDATE ${kind} SET ${changed.map((name) => `${name} = ?`).join(', ')}, updated_at = ?, revision = revision + 1 WHERE id = ?`,
      ...[...changed.map((name) => columns[name] ?? null), tx.moment.at, id],
    );
  } else return id;
  const before =
    known === undefined ? null : JSON.stringify(Object.fromEntries(changed.map((name) => [name, known[name]])));
  tx.run(
    'INSERT INTO lineage (batch_id, kind, record_id, file_ord, "row", fate, before) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[batch, kind, id, KINDS.indexOf(kind), row + 2, known === undefined ? 'new' : 'changed', before],
  );
  return id;
}

const partnerColumns = (says: PartnerSays) => ({
  key: says.key,
  name: says.name,
  name_key: partnerNameKey(says.name),
  type: says.type ?? null,
  tier: says.tier ?? null,
  stage: says.stage ?? 'accelerate',
  country: says.country ?? null,
  domain: says.domain ?? null,
  territories: JSON.stringify(says.territories ?? []),
  families: JSON.stringify(says.families ?? []),
  verticals: '[]',
  supporter: says.supporter ?? null,
  signed_on: says.signedOn ?? null,
});

const idOf = (tx: WriteTx, table: 'partners' | 'accounts', key: string): string => {
  const row = tx.get<{ id: string }>(`SELECT id FROM ${table} WHERE key = ?`, key);
  if (row === undefined) throw new Error(`expected ${table} to have ${key}, found none`);
  return row.id;
};

const contactColumns = (tx: WriteTx, says: ContactSays) => ({
  key: says.key,
  partner_id: idOf(tx, 'partners', says.partner),
  name: says.name,
  email: says.email ?? null,
  phone: says.phone ?? null,
  certifications: JSON.stringify((says.families ?? []).map((family) => ({ family, until: null }))),
});

const accountColumns = (says: AccountSays) => ({
  key: says.key,
  name: says.name,
  name_key: nameKey(says.name),
  domain: says.domain ?? null,
  country: says.country ?? null,
  city: says.city ?? null,
});

const opportunityColumns = (tx: WriteTx, says: OpportunitySays) => ({
  key: says.key,
  name: says.name ?? says.key,
  account_id: idOf(tx, 'accounts', says.account),
  account_name: says.account,
  product: says.product ?? null,
  family_key: says.product === undefined ? null : familyKey(says.product),
  status: says.status ?? 'open',
  stage: says.stage ?? 'Engaging',
  value_minor: says.minor ?? null,
  currency: says.currency ?? 'EUR',
  owner: says.owner ?? null,
  opened_on: says.openedOn ?? null,
  close_on: says.closeOn ?? null,
  last_activity_on: says.lastActivityOn ?? null,
  partner_name: says.partnerName ?? null,
  renewal: says.renewal ? 1 : null,
});
