import type { FateCounts, ImportKind } from '../../contract/exchange.ts';
import type { RegistrationInput } from '../../contract/registrations.ts';
import type { Step, WriteTx } from '../journal/index.ts';
import { record } from '../journal/index.ts';
import { programmeAt, rebuildFamilyNames } from '../programme/index.ts';
import { submitInto } from '../registrations/index.ts';
import { canonicalJson } from '../store/ids.ts';
import { type Applying, adopt, applyTable } from './apply-rows.ts';
import { KIND_ORDER, SET_KINDS } from './kinds.ts';
import type { StagedMeta, StagedTable } from './staged.ts';

/** A commit's input as the journal keeps it: with the raw files it gives the same rows again. */
export interface CommitInput {
  readonly batch: string;
  readonly asOf: string;
  /** The moment the plan was made at, epoch milliseconds: a row is judged by it. */
  readonly previewedAt: number;
  readonly files: readonly {
    /** Its place among all tables that were previewed: lineage names it. */
    readonly ord: number;
    readonly hash: string;
    readonly name: string;
    readonly kind: ImportKind | null;
    readonly use: 'import' | 'lookup';
    readonly sheet: string | null;
    readonly mapping: StagedTable['mapping'];
    /** Absent where nothing was repaired, as before there were repairs. */
    readonly repairs?: StagedTable['repairs'];
  }[];
}

/** Tables that a batch takes something from. */
const usedTables = (tables: readonly StagedTable[]): StagedTable[] => tables.filter(({ use }) => use !== 'none');

/** The input of a commit, from its plan. */
export const commitInputOf = (meta: StagedMeta, tables: readonly StagedTable[]): CommitInput => ({
  batch: meta.batch,
  asOf: meta.asOf,
  previewedAt: meta.at,
  files: usedTables(tables).map(({ ord, hash, file, kind, use, sheet, mapping, repairs }) => ({
    ...{ ord, hash, name: file, kind, sheet, mapping },
    ...(repairs.length === 0 ? {} : { repairs }),
    use: use === 'lookup' ? use : 'import',
  })),
});

/**
 * Writes the plan of a staging file that is attached as `staged`: records, lineage, match index, raw files, batch. All of
 * it inside the open change, and step by step, so that others are answered meanwhile.
 */
export function* applyBatch(
  tx: WriteTx,
  meta: StagedMeta,
  tables: readonly StagedTable[],
): Generator<Step, { batch: string; counts: FateCounts }> {
  const used = usedTables(tables);
  const imported = used.filter(({ use }) => use === 'import');
  const total = imported.reduce((sum, table) => sum + table.lastRow - table.firstRow + 1, 0);
  const freshTotal = Object.values(meta.fresh).reduce((sum, count) => sum + count, 0);
  const { prefix, first } = tx.reserveIds(freshTotal);
  let done = 0;
  const applying: Applying = {
    batch: meta.batch,
    ids: { prefix, base: first - 1 },
    step(label, rows) {
      done += rows;
      return { label: `Writing ${label}`, done, total };
    },
  };
  insertBatch(tx, meta, used);
  yield { label: 'Writing', done: 0, total };
  yield* keepRawFiles(tx, used, total);
  for (const kind of SET_KINDS) {
    for (const table of imported.filter((one) => one.kind === kind)) yield* applyTable(tx, kind, table, applying);
    if (kind === 'products' && imported.some((one) => one.kind === kind && one.counts.new + one.counts.changed > 0))
      rebuildFamilyNames(tx);
    if (kind === 'opportunities') adopt(tx, applying);
  }
  if (imported.some((one) => one.kind === 'registrations')) yield* fileRegistrations(tx, applying);
  rememberMappings(tx, imported);
  recordBatch(tx, meta, used);
  return { batch: meta.batch, counts: meta.counts };
}

function insertBatch(tx: WriteTx, meta: StagedMeta, used: readonly StagedTable[]): void {
  const { at, actor } = tx.moment;
  const seq = (tx.get<{ seq: number }>('SELECT max(seq) AS seq FROM journal_entries')?.seq ?? 0) + 1;
  tx.run(
    `INSERT INTO batches (id, state, as_of_on, counts, committed_at, committed_by, committed_seq, undone_at, created_at, updated_at, revision)
     VALUES (?, 'committed', ?, ?, ?, ?, ?, NULL, ?, ?, 1)`,
    ...[meta.batch, meta.asOf, canonicalJson(meta.counts), at, actor, seq, at, at],
  );
  for (const table of used) {
    tx.run(
      `INSERT INTO batch_files (batch_id, ord, file, sheet, hash, size_bytes, kind, mapping, counts, as_of_on, covered_from_on, repairs)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[meta.batch, table.ord, table.file, table.sheet, table.hash, table.sizeBytes],
      table.use === 'import' ? table.kind : null,
      table.mapping === null ? null : canonicalJson(table.mapping),
      canonicalJson(table.counts),
      table.use === 'import' ? meta.asOf : null,
      table.coveredFrom,
      table.repairs.length === 0 ? null : canonicalJson(table.repairs),
    );
  }
}

function* keepRawFiles(tx: WriteTx, used: readonly StagedTable[], total: number): Generator<Step> {
  for (const hash of new Set(used.map((table) => table.hash))) {
    tx.run(
      'INSERT OR IGNORE INTO raw_files (hash, size_bytes, body) SELECT hash, size_bytes, body FROM staged.raw WHERE hash = ?',
      hash,
    );
    yield { label: 'Keeping the files', done: 0, total };
  }
}

/** A step of filing ends after this long. */
const STEP_MS = 15;

/** Files new registrations in the order in which they were received, each as if it had been submitted by itself. */
function* fileRegistrations(tx: WriteTx, applying: Applying): Generator<Step> {
  const rows = tx.all<{ ref: string; ordinal: number | null; input: string; fileOrd: number; row: number }>(
    `SELECT s.ref, p.ordinal, s.input, s.file_ord AS fileOrd, s.row FROM staged.registrations s
     LEFT JOIN staged.partners p ON p.row_id = s.ref_row WHERE s.fate = 'new'
     ORDER BY coalesce(json_extract(s.input, '$.receivedAt'), ?), s.row_id`,
    tx.moment.at,
  );
  let began = performance.now();
  let sinceStep = 0;
  for (const one of rows) {
    const partner =
      one.ordinal === null
        ? one.ref
        : `${applying.ids.prefix}${(applying.ids.base + one.ordinal).toString(16).padStart(8, '0')}`;
    const { id } = submitInto(tx, { ...(JSON.parse(one.input) as RegistrationInput), partner });
    tx.run(
      "INSERT INTO lineage (batch_id, kind, record_id, file_ord, row, fate, before) VALUES (?, 'registrations', ?, ?, ?, 'new', NULL)",
      ...[applying.batch, id, one.fileOrd, one.row],
    );
    sinceStep += 1;
    if (performance.now() - began < STEP_MS) continue;
    yield applying.step('registrations', sinceStep);
    began = performance.now();
    sinceStep = 0;
  }
}

function rememberMappings(tx: WriteTx, imported: readonly StagedTable[]): void {
  for (const { signature, kind, mapping } of imported) {
    if (kind === null || mapping === null) continue;
    tx.run(
      `INSERT INTO saved_mappings (signature, kind, mapping, created_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, 1)
       ON CONFLICT (signature) DO UPDATE SET kind = excluded.kind, mapping = excluded.mapping, updated_at = excluded.updated_at,
         revision = revision + 1 WHERE kind <> excluded.kind OR mapping <> excluded.mapping`,
      ...[signature, kind, canonicalJson(mapping), tx.moment.at, tx.moment.at],
    );
  }
}

function recordBatch(tx: WriteTx, meta: StagedMeta, used: readonly StagedTable[]): void {
  const files = used.map(({ file, hash, kind, counts, repairs }) => ({
    ...{ file, hash, kind, counts },
    ...(repairs.length === 0 ? {} : { repaired: repairs.length }),
  }));
  record(tx, {
    subject: meta.batch,
    subjectName: [...new Set(used.map(({ file }) => file))].join(', '),
    words: wordsFor(used),
    what: { asOf: meta.asOf, counts: meta.counts, files },
    edition: programmeAt(tx, tx.moment).edition,
  });
}

/** “85 accounts and 8800 opportunities came in; 12 accounts changed”. */
function wordsFor(used: readonly StagedTable[]): string {
  const count = (fate: 'new' | 'changed') =>
    KIND_ORDER.flatMap((kind) => {
      const rows = used.filter((table) => table.kind === kind).reduce((sum, table) => sum + table.counts[fate], 0);
      return rows === 0 ? [] : [`${rows} ${rows === 1 ? kind.replace(/ies$/, 'y').replace(/s$/, '') : kind}`];
    });
  const [made, changed] = [count('new'), count('changed')];
  const repaired = used.reduce((sum, { repairs }) => sum + repairs.length, 0);
  if (made.length + changed.length === 0) return 'An import brought nothing new';
  const parts = [
    made.length === 0 ? '' : `${made.join(', ')} came in`,
    changed.length === 0 ? '' : `${changed.join(', ')} changed`,
    repaired === 0 ? '' : `${repaired} ${repaired === 1 ? 'cell was' : 'cells were'} repaired`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}
