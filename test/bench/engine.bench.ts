import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import type { GrantId } from '../../src/contract/units.ts';
import { openWorkspaceFile } from '../../src/engine/store/workspace-file.ts';
import { manyRegistrations } from '../support/many-registrations.ts';
import { startThreads, type Threads } from './engine-threads.ts';
import { type Figure, figure, quantile, report, timed } from './report.ts';
import { protectApproved, wholeFile } from './whole-file.ts';

// The suite of the house: round trip, opening, the queue at 100 000 registrations, an import of 100 000 opportunities,
// and how long a question waits while that import runs.

const ROOT = path.join(import.meta.dirname, '../..');
const OPPORTUNITIES = 100_000;
const REGISTRATIONS = 100_000;
/** No question waits longer while an import runs. */
const PROMISED_WAIT_MS = 50;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-bench-'));
const demo = path.join(folder, 'demo.tributary');

/** A bare worker that answers what it is sent: what a round trip costs without an engine. */
async function echo(): Promise<{ ask: () => Promise<void>; stop: () => Promise<unknown> }> {
  const worker = new Worker(
    "require('node:worker_threads').parentPort.on('message', (m) => require('node:worker_threads').parentPort.postMessage(m))",
    {
      eval: true,
    },
  );
  await new Promise((resolve) => worker.once('online', resolve));
  return {
    ask: () =>
      new Promise((resolve) => {
        worker.once('message', () => resolve());
        worker.postMessage('{"json":{}}');
      }),
    stop: () => worker.terminate(),
  };
}

async function roundTrip(threads: Threads): Promise<Figure[]> {
  const bare = await echo();
  const asked = await timed(2_000, () => threads.questions.exchange.fields());
  const echoed = await timed(2_000, bare.ask);
  await bare.stop();
  return [
    figure('engine round trip p50', quantile(asked, 0.5), 'ms', { 'bare worker echo': quantile(echoed, 0.5) }),
    figure('engine round trip p95', quantile(asked, 0.95), 'ms', { 'bare worker echo': quantile(echoed, 0.95) }),
  ];
}

async function opening(): Promise<Figure> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const copy = path.join(folder, `open-${turn}.tributary`);
    fs.copyFileSync(demo, copy);
    let start = performance.now();
    const threads = await startThreads(copy);
    await threads.questions.workspace.info();
    ours.push(performance.now() - start);
    await threads.close();
    start = performance.now();
    const sqlite = new Database(copy, { readonly: true });
    sqlite.pragma('quick_check(1)');
    sqlite.prepare('SELECT count(*) FROM registrations').get();
    bare.push(performance.now() - start);
    sqlite.close();
  }
  return figure('opening the demo, both threads and the first answer', quantile(ours, 0.5), 'ms', {
    'better-sqlite3 open and quick_check': quantile(bare, 0.5),
  });
}

/** A hundred thousand registrations written straight into the table: only the queue's speed is asked of them. */
async function fillQueue(file: string): Promise<void> {
  const { db, close } = await openWorkspaceFile(file, path.join(ROOT, 'resources'), 'Bench', Date.now());
  manyRegistrations(db, { total: REGISTRATIONS, submitted: 30_000, returned: 5_000, inCase: 2_000 });
  protectApproved(db);
  await close({ backup: false, now: Date.now() });
}

async function queue(): Promise<Figure[]> {
  const file = path.join(folder, 'queue.tributary');
  fs.copyFileSync(demo, file);
  await fillQueue(file);
  const threads = await startThreads(file);
  const page = await timed(200, () =>
    threads.questions.registrations.list({ filter: { queue: 'toDecide' }, limit: 100 }),
  );
  const search = await timed(60, () =>
    threads.questions.registrations.list({ filter: { queue: 'all', text: 'industries 97' }, limit: 100 }),
  );
  const whole = await wholeFile(threads, file, REGISTRATIONS);
  await threads.close();
  const sqlite = new Database(file, { readonly: true });
  const plain = sqlite.prepare("SELECT * FROM registrations WHERE state = 'submitted' ORDER BY decide_by_at LIMIT 100");
  const bare = await timed(200, () => plain.all());
  const scan = sqlite.prepare(
    "SELECT * FROM registrations WHERE customer_name LIKE '%industries 97%' ORDER BY received_at LIMIT 100",
  );
  const scanned = await timed(60, () => scan.all());
  sqlite.close();
  return [
    figure(`queue page of 100 at ${REGISTRATIONS} registrations, p95`, quantile(page, 0.95), 'ms', {
      'the bare statement on its index': quantile(bare, 0.95),
    }),
    figure(`search at ${REGISTRATIONS} registrations, p95`, quantile(search, 0.95), 'ms', {
      'LIKE over one column': quantile(scanned, 0.95),
    }),
    ...whole,
  ];
}

function bigExtract(): { file: string; rows: string[][] } {
  const file = path.join(folder, 'opportunities.csv');
  const header = [
    'Opportunity ID',
    'Opportunity Name',
    'Account Name',
    'Stage',
    'Product',
    'Amount',
    'Amount Currency',
    'Close Date',
    'Created Date',
    'Opportunity Owner',
  ];
  const rows = Array.from({ length: OPPORTUNITIES }, (_, index) => [
    `B-${index}`,
    `Deal ${index}`,
    `Harrow ${index % 5_000} GmbH`,
    ['Qualification', 'Proposal', 'Closed Won', 'Closed Lost'][index % 4] ?? '',
    ['Planner', 'Insight Pro', 'Arm R6'][index % 3] ?? '',
    String(1_000 + ((index * 37) % 90_000)),
    'EUR',
    `2026-0${1 + (index % 9)}-1${index % 10}`,
    `2025-0${1 + (index % 9)}-0${1 + (index % 9)}`,
    'Direct North',
  ]);
  fs.writeFileSync(file, `${Papa.unparse([header, ...rows])}\n`);
  return { file, rows };
}

/** The same rows through a library's own bulk insert, parsing the same file first. */
function nodeSqlite(file: string): number {
  const target = path.join(folder, 'node-sqlite.db');
  const start = performance.now();
  const { data } = Papa.parse<string[]>(fs.readFileSync(file, 'utf8'), { skipEmptyLines: true });
  const sqlite = new DatabaseSync(target);
  sqlite.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE o (id TEXT PRIMARY KEY, name, account, stage, product, amount, currency, close, created, owner)',
  );
  const insert = sqlite.prepare('INSERT INTO o VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  sqlite.exec('BEGIN');
  for (const row of data.slice(1)) insert.run(...row);
  sqlite.exec('COMMIT');
  sqlite.close();
  return performance.now() - start;
}

/** Python's sqlite3 with executemany, where there is a Python. */
function pythonSqlite(file: string): number | undefined {
  const script = `import csv, sqlite3, sys
rows = list(csv.reader(open(sys.argv[1], newline='')))[1:]
db = sqlite3.connect(sys.argv[2])
db.execute('PRAGMA journal_mode = WAL')
db.execute('CREATE TABLE o (id TEXT PRIMARY KEY, name, account, stage, product, amount, currency, close, created, owner)')
db.executemany('INSERT INTO o VALUES (?,?,?,?,?,?,?,?,?,?)', rows)
db.commit()`;
  const start = performance.now();
  const done = spawnSync('python3', ['-c', script, file, path.join(folder, 'python.db')]);
  return done.status === 0 ? performance.now() - start : undefined;
}

async function importing(): Promise<Figure[]> {
  const { file } = bigExtract();
  const target = path.join(folder, 'import.tributary');
  fs.copyFileSync(demo, target);
  const threads = await startThreads(target);
  const ask = () => threads.questions.registrations.list({ filter: { queue: 'toDecide' }, limit: 50 });
  const idle = await timed(300, ask);
  const grant = 'bench-grant-0000000001' as GrantId;
  threads.grant(grant, file, 'read');
  let running = true;
  const waits: number[] = [];
  const asking = (async () => {
    while (running) {
      const start = performance.now();
      await ask();
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const start = performance.now();
  const preview = await threads.questions.exchange.preview({ files: [{ grant }] });
  const previewed = performance.now();
  const done = await threads.changes.exchange.commit({ batch: preview.batch });
  const committed = performance.now();
  running = false;
  await asking;
  // The first look after a change works out what stands in the way of each undo; the next ones remember.
  const looked = performance.now();
  await threads.questions.exchange.batches({ limit: 100 });
  const look = performance.now() - looked;
  await threads.close();
  const sqlite = new Database(target, { readonly: true });
  const bareLook = await timed(20, () =>
    sqlite.prepare('SELECT * FROM batches JOIN batch_files ON batch_id = id ORDER BY committed_at DESC').all(),
  );
  sqlite.close();
  if (done.counts.new !== OPPORTUNITIES)
    throw new Error(`expected ${OPPORTUNITIES} new rows, found ${JSON.stringify(done.counts)}`);
  const python = pythonSqlite(file);
  const against = {
    'node:sqlite bulk insert': nodeSqlite(file),
    ...(python === undefined ? {} : { 'Python sqlite3 executemany': python }),
  };
  return [
    figure(`import of ${OPPORTUNITIES} opportunities, dry run and commit`, committed - start, 'ms', against),
    figure('of it the dry run', previewed - start, 'ms', against),
    figure('of it the commit, what follows from it included', committed - previewed, 'ms', against),
    figure(`longest wait of a question meanwhile, of ${waits.length}`, Math.max(...waits), 'ms', {
      'promised at most': PROMISED_WAIT_MS,
      'longest wait when idle': Math.max(...idle),
    }),
    figure(`exchange.batches, the first look after ${OPPORTUNITIES} rows`, look, 'ms', {
      'the bare rows of batches and files': quantile(bareLook, 0.5),
    }),
    figure('wait of a question meanwhile, p95', quantile(waits, 0.95), 'ms', { 'p95 when idle': quantile(idle, 0.95) }),
  ];
}

/** Has a process say what it took of the processor, in microseconds. */
const TELL_CPU =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("cpu "+(user+system))})';

/** By the clock and by the processor: on a busy machine the two differ. */
function buildingTheDemo(): Figure[] {
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', TELL_CPU, path.join(ROOT, 'out/main/cli.js'), demo, 'workspace.demo', '{}'],
    { encoding: 'utf8' },
  );
  const cpu = /cpu (\d+)$/.exec(stderr)?.[1];
  if (status !== 0 || cpu === undefined) throw new Error(`expected the demo to be built, found ${stderr}`);
  return [
    figure('building the demo', performance.now() - started, 'ms', { 'promised at most': 30_000 }),
    figure('of it the processor', Number(cpu) / 1_000, 'ms', {}),
  ];
}

try {
  const building = buildingTheDemo();
  const work = path.join(folder, 'work.tributary');
  fs.copyFileSync(demo, work);
  const threads = await startThreads(work);
  const trips = await roundTrip(threads);
  await threads.close();
  report('engine', [...building, ...trips, await opening(), ...(await queue()), ...(await importing())]);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
