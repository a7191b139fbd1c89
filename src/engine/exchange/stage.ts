import Database from 'better-sqlite3';
import type { FateCounts, ImportKind, Mapping } from '../../contract/exchange.ts';
import { problem } from '../../contract/refusal.ts';
import type { RegistrationInput } from '../../contract/registrations.ts';
import type { IsoDate, Moment, Problem } from '../../contract/units.ts';
import type { TableIssue } from '../formats/index.ts';
import { type JobContext, type JobName, jobName } from '../jobs/index.ts';
import { lastEntry } from '../journal/index.ts';
import { programmeAt } from '../programme/index.ts';
import { startOfDay } from '../programme/rules/calendar.ts';
import { contentHashOf } from '../registrations/index.ts';
import { readOf } from '../store/db.ts';
import { idAt, idPrefix } from '../store/ids.ts';
import { compareWithWorkspace, findTargets, numberNewRecords, settleRepeats } from './decide-fates.ts';
import { fatesFromLineage } from './fates-from-lineage.ts';
import { glimpseOf } from './glimpse.ts';
import { headerKeys } from './header-key.ts';
import { adoptWaiting, indexStagedAccounts } from './index-accounts.ts';
import { issueOf } from './issue-of.ts';
import { linkRows } from './link-rows.ts';
import { orderIssues } from './order-issues.ts';
import { type PlannedTable, planTables } from './plan-tables.ts';
import { type ReadTable, readIntoStaging, StagedRows } from './read-into-staging.ts';
import { unusedRepairs } from './repairs.ts';
import type { Staged, StageInput } from './stage-input.ts';
import { type ReadRecords, stageRecords } from './stage-records.ts';
import { noCounts, type StagedMeta, type StagedTable, sumCounts } from './staged.ts';
import { STAGING_SCHEMA } from './staging-schema.ts';

/** The job that reads files and plans a batch, in a worker. */
export const stageImportJob: JobName<StageInput, Staged> = jobName('exchange.stage');

const ISSUES_ANSWERED = 1_000;

/**
 * Reads files into a staging file of their own and plans what importing them would do, without touching the workspace:
 * every row with its fate, the records as they would be written, every issue.
 *
 * The same bytes, mappings, workspace and moment give the same plan, so that a replay makes the same rows again.
 */
export async function stageImport(input: StageInput, job: JobContext): Promise<Staged> {
  const sqlite = new Database(input.into);
  try {
    sqlite.pragma('journal_mode = OFF');
    sqlite.pragma('synchronous = OFF');
    sqlite.pragma('cache_size = -131072');
    sqlite.pragma('temp_store = MEMORY');
    sqlite.exec(STAGING_SCHEMA);
    sqlite.prepare('ATTACH ? AS ws').run(input.workspace);
    sqlite.exec('BEGIN');
    const staged = await planBatch(sqlite, input, job);
    sqlite.exec('COMMIT');
    sqlite.exec('DETACH ws');
    return staged;
  } finally {
    sqlite.close();
  }
}

type IssueGravity = 'row' | 'note' | 'file';

/** Collects issues, in the order in which they are found, into the staging file. */
function issueBook(sqlite: Database.Database) {
  const insert = sqlite.prepare(
    'INSERT INTO issues (file_ord, row_id, row, code, gravity, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const spoilt = new Set<number>();
  return {
    spoilt,
    tell(ord: number, rowId: number | null, found: Problem & { gravity?: IssueGravity }, given?: IssueGravity): void {
      const { gravity = given ?? 'note', ...body } = found;
      if (gravity === 'row' && rowId !== null) spoilt.add(rowId);
      insert.run(ord, rowId, body.row ?? null, body.code, gravity, JSON.stringify(body));
    },
  };
}

async function planBatch(sqlite: Database.Database, input: StageInput, job: JobContext): Promise<Staged> {
  const ws = readOf(sqlite, input.workspace);
  const issues = issueBook(sqlite);
  const tables = await readFiles(sqlite, input, issues.tell, job);
  const moment: Moment = { at: input.at, actor: '' };
  const { body, calendar } = programmeAt(ws, moment);
  const planned = planTables(tables, input.kind, (signature) => rememberedIn(sqlite, signature), glimpseOf(sqlite));
  for (const one of planned) for (const found of one.problems) issues.tell(one.table.ord, null, found, 'note');
  const rules = {
    currency: body.currency,
    words: {
      tiers: body.tiers.map(({ name }) => name),
      territories: body.territories.map(({ name }) => name),
      families: familiesIn(sqlite, planned),
    },
    now: input.at,
    today: input.today,
    startOfDay: (day: IsoDate) => startOfDay(day, calendar),
  };
  const read = new Map<number, ReadRecords>();
  for (const one of planned) {
    if (one.use !== 'import') continue;
    const tell = (ord: number, rowId: number | null, found: TableIssue) => issues.tell(ord, rowId, found);
    read.set(one.table.ord, stageRecords(sqlite, one, planned, rules, issues.spoilt, tell, job));
  }
  tellUnusedRepairs(input, planned, read, issues.tell);
  const fresh = decideFates(sqlite, input, planned, issues.tell, job);
  orderIssues(sqlite, planned);
  return finishStaging(sqlite, input, planned, read, fresh);
}

/** A repair that found no cell to mend is told, or one would think it was used. */
function tellUnusedRepairs(
  input: StageInput,
  planned: readonly PlannedTable[],
  read: ReadonlyMap<number, ReadRecords>,
  tell: Tell,
): void {
  for (const file of input.files) {
    const tables = planned
      .filter(({ table }) => table.given === file)
      .map(({ table }) => ({
        ...{ ord: table.ord, sheet: table.head?.sheet ?? null },
        repairs: read.get(table.ord)?.repairs ?? [],
      }));
    for (const { was, use, sheet, row, column } of unusedRepairs(file.repairs ?? [], tables)) {
      const found = problem(
        'repair_unused',
        `“${use}” was to be read for “${was}”, and no row that comes in says that there.`,
        'Look at what the row says now.',
      );
      tell(
        tables[0]?.ord ?? 0,
        null,
        { ...found, file: file.name, row, column, ...(sheet == null ? {} : { sheet }) },
        'note',
      );
    }
  }
}

/** Families by every way they are written; none where the batch brings products itself, which are not read yet. */
function familiesIn(sqlite: Database.Database, planned: readonly PlannedTable[]): ReadonlyMap<string, string> {
  if (planned.some(({ kind, use }) => kind === 'products' && use === 'import')) return new Map();
  const rows = sqlite.prepare('SELECT key, family FROM ws.family_names ORDER BY key').all() as {
    key: string;
    family: string;
  }[];
  return new Map(rows.map(({ key, family }) => [key, family]));
}

type Tell = ReturnType<typeof issueBook>['tell'];

async function readFiles(
  sqlite: Database.Database,
  input: StageInput,
  tell: Tell,
  job: JobContext,
): Promise<ReadTable[]> {
  const rows = new StagedRows(sqlite);
  const tables: ReadTable[] = [];
  for (const file of input.files) tables.push(...(await readIntoStaging(file, tables.length, rows, tell, job)));
  return tables;
}

function rememberedIn(
  sqlite: Database.Database,
  signature: string,
): { kind: ImportKind; mapping: Mapping } | undefined {
  const row = sqlite.prepare('SELECT kind, mapping FROM ws.saved_mappings WHERE signature = ?').get(signature);
  if (row === undefined) return undefined;
  const { kind, mapping } = row as { kind: ImportKind; mapping: string };
  return { kind, mapping: JSON.parse(mapping) as Mapping };
}

function decideFates(
  sqlite: Database.Database,
  input: StageInput,
  planned: readonly PlannedTable[],
  tell: Tell,
  job: JobContext,
): Record<string, number> {
  const placeOf = (ord: number, ...fields: string[]) => {
    const one = planned.find(({ table }) => table.ord === ord);
    const sheet = one?.table.head?.sheet;
    const from = fields.map((field) => one?.mapping?.fields[field]).find((given) => given !== undefined);
    return {
      ...(one === undefined ? {} : { file: one.table.given.name }),
      ...(sheet === undefined ? {} : { sheet }),
      ...(from !== undefined && 'column' in from ? { column: from.column } : {}),
    };
  };
  job.progress({ label: 'Comparing with the workspace', done: 0, total: 3 });
  settleRepeats(sqlite, planned, tell);
  findTargets(sqlite);
  // A partner or account that is itself wrong leads nowhere, so those are decided before what points at them.
  linkRows(sqlite, placeOf, tell);
  job.throwIfAborted();
  job.progress({ label: 'Comparing with the workspace', done: 1, total: 3 });
  compareWithWorkspace(sqlite, planned);
  recogniseFiled(sqlite, placeOf, tell);
  if (input.reopened === true && input.batch !== undefined) {
    fatesFromLineage(sqlite, input.batch);
    return {};
  }
  const fresh = numberNewRecords(sqlite);
  job.progress({ label: 'Comparing with the workspace', done: 2, total: 3 });
  adoptWaiting(sqlite);
  indexStagedAccounts(sqlite, job);
  return fresh;
}

/** Registrations whose very content was filed before are unchanged; a copy in the same batch is skipped. */
function recogniseFiled(sqlite: Database.Database, placeOf: (ord: number) => object, tell: Tell): void {
  const rows = sqlite
    .prepare(
      "SELECT row_id AS rowId, file_ord AS ord, row, ref, ref_row AS refRow, input FROM registrations WHERE fate = 'new' ORDER BY row_id",
    )
    .all() as { rowId: number; ord: number; row: number; ref: string; refRow: number | null; input: string }[];
  const filed = sqlite.prepare('SELECT id FROM ws.registrations WHERE content_hash = ? LIMIT 1');
  const set = sqlite.prepare('UPDATE registrations SET fate = ?, target = ?, content_hash = ? WHERE row_id = ?');
  const seen = new Map<string, number>();
  for (const one of rows) {
    const partner = one.refRow === null ? one.ref : `row ${one.refRow}`;
    const hash = contentHashOf({ ...(JSON.parse(one.input) as RegistrationInput), partner });
    const before = filed.get(hash) as { id: string } | undefined;
    const earlier = seen.get(hash);
    seen.set(hash, earlier ?? one.row);
    set.run(
      before !== undefined ? 'unchanged' : earlier === undefined ? 'new' : 'skipped',
      before?.id ?? null,
      hash,
      one.rowId,
    );
    if (before !== undefined || earlier === undefined) continue;
    const found = problem('row_repeated', `The row says the same as row ${earlier}.`, 'Nothing: it is taken once.', {
      ...placeOf(one.ord),
      row: one.row,
    });
    tell(one.ord, one.rowId, found, 'note');
  }
}

function finishStaging(
  sqlite: Database.Database,
  input: StageInput,
  planned: readonly PlannedTable[],
  read: ReadonlyMap<number, ReadRecords>,
  fresh: Record<string, number>,
): Staged {
  const counted = sqlite
    .prepare('SELECT file_ord AS ord, fate, count(*) AS n FROM plan GROUP BY file_ord, fate')
    .all() as {
    ord: number;
    fate: keyof FateCounts;
    n: number;
  }[];
  const tables = planned.map((one) =>
    stagedTable(one, counted, read.get(one.table.ord), one.use === 'none' ? whyNot(sqlite, one.table.ord) : null),
  );
  const newest = [...read.values()]
    .flatMap(({ dates }) => dates.newest ?? [])
    .sort()
    .at(-1);
  const head = lastEntry({ ...readOf(sqlite, input.workspace) });
  const asOf = input.asOf ?? newest ?? input.today;
  const said = tables.map(({ hash, kind, mapping, sheet, repairs }) => [
    ...[hash, sheet, kind, mapping],
    ...(repairs.length === 0 ? [] : [repairs]),
  ]);
  const seed = `preview ${head.hash} ${JSON.stringify(said)} ${asOf}`;
  const { total } = sqlite.prepare('SELECT count(*) AS total FROM issues').get() as { total: number };
  const meta: StagedMeta = {
    batch: input.batch ?? idAt(idPrefix(input.at, seed), 0),
    asOf,
    at: input.at,
    head,
    counts: sumCounts(tables.map((table) => table.counts)),
    issuesTotal: total,
    fresh,
  };
  sqlite.prepare("INSERT INTO meta (name, value) VALUES ('plan', ?)").run(JSON.stringify(meta));
  const insert = sqlite.prepare('INSERT INTO tables (ord, body) VALUES (?, ?)');
  for (const table of tables) insert.run(table.ord, JSON.stringify(table));
  for (const kind of new Set(planned.flatMap(({ kind: one, use }) => (use === 'import' && one !== null ? [one] : []))))
    sqlite.exec(`CREATE INDEX ${kind}_by_fate ON ${kind} (fate)`);
  sqlite.exec('CREATE INDEX issues_by_place ON issues (file_ord, row); CREATE INDEX issues_by_row ON issues (row_id)');
  const first = sqlite.prepare('SELECT body FROM issues ORDER BY file_ord, row, id LIMIT ?').all(ISSUES_ANSWERED) as {
    body: string;
  }[];
  return { meta, tables, issues: first.map(({ body }) => issueOf(body)) };
}

/** Why nothing of a table can be imported: it could not be read, or holds nothing we know. */
function whyNot(sqlite: Database.Database, ord: number): string | null {
  const row = sqlite
    .prepare(
      `SELECT body FROM issues WHERE file_ord = ? AND row_id IS NULL
       ORDER BY gravity = 'file' DESC, code = 'nothing_importable' DESC, id LIMIT 1`,
    )
    .get(ord) as { body: string } | undefined;
  return row === undefined ? null : issueOf(row.body).message;
}

function stagedTable(
  one: PlannedTable,
  counted: readonly { ord: number; fate: keyof FateCounts; n: number }[],
  records: ReadRecords | undefined,
  because: string | null,
): StagedTable {
  const { table, columns, mapping } = one;
  const counts = noCounts();
  for (const { ord, fate, n } of counted) if (ord === table.ord) counts[fate] = n;
  const taken = new Set(
    Object.values(mapping?.fields ?? {}).flatMap((from) => ('column' in from ? [from.column] : [])),
  );
  return {
    ord: table.ord,
    file: table.given.name,
    sheet: table.head?.sheet ?? null,
    hash: table.hash,
    sizeBytes: table.sizeBytes,
    kind: one.kind,
    use: one.use,
    because,
    mapping,
    counts,
    read: {
      format: table.head?.format ?? 'unreadable',
      encoding: table.head?.encoding ?? '',
      delimiter: table.head?.delimiter ?? null,
      rows: table.lastRow - table.firstRow + 1,
      columns: [...columns],
    },
    unmapped:
      one.use === 'import' ? columns.filter((column) => !taken.has(column) && headerKeys(column).length > 0) : [],
    remembered: one.remembered,
    signature: one.signature,
    coveredFrom: records?.dates.coveredFrom ?? null,
    repairs: records?.repairs ?? [],
    firstRow: table.firstRow,
    lastRow: table.lastRow,
  };
}
