import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';

// A process that imports and decides without pause until it is killed. On stdout: `B` when a transaction opens, `I` while
// it is an import’s, `C` when it is committed or taken back, and a line for each thing that was acknowledged:
// ` <registration> <state>` or ` <batch> imported`.
const [file, round] = process.argv.slice(2);
if (file === undefined || round === undefined) throw new Error('usage: busy-office.ts <workspace file> <round>');
const ROWS = 4_000;
const say = (words: string) => void fs.writeSync(1, words);

const engine = await startEngine(
  {
    role: 'writer',
    file,
    resources: path.join(import.meta.dirname, '../../resources'),
    actor: 'Busy',
    start: { do: 'open' },
  },
  () => undefined,
  { settle: false, backUpOnClose: false },
);
const told = engine.contextFor('command line');
const sqlite = told.writeDb?.connection.sqlite;
if (sqlite === undefined) throw new Error('expected a writer');
const context = {
  ...told,
  progress: {
    ...told.progress,
    tell: (progress: Parameters<typeof told.progress.tell>[0]) => {
      if (progress.job === 'exchange.commit' && sqlite.inTransaction) say('I');
      told.progress.tell(progress);
    },
  },
};
const exec = sqlite.exec.bind(sqlite);
sqlite.exec = (sql: string) => {
  const result = exec(sql);
  if (sql.startsWith('BEGIN')) say('B');
  if (sql === 'COMMIT' || sql === 'ROLLBACK') say('C');
  return result;
};

const client = createRouterClient(router, { context });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-busy-'));

/** Imports an extract after the other; every second one changes the rows of the one before. */
async function importing(): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const extract = path.join(folder, 'opportunities.csv');
    const name = `${round}-${Math.floor(turn / 2)}`;
    const rows = Array.from(
      { length: ROWS },
      (_, row) => `${name}-${row},Deal ${row},Harrow ${row % 40} GmbH,Proposal,${1_000 + row + turn},EUR,2026-09-30`,
    );
    fs.writeFileSync(
      extract,
      `Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date\n${rows.join('\n')}\n`,
    );
    const { batch } = await client.exchange.preview({ files: [extract] });
    await client.exchange.commit({ batch });
    say(` ${batch} imported\n`);
  }
}

async function deciding(): Promise<never> {
  for (let claim = 0; ; claim += 1) {
    const name = `${round}-${claim}`;
    const filed = await client.registrations.submit({
      partner: 'P-1',
      customer: { name: `Customer ${name}`, country: 'DE', domain: `customer-${name}.de` },
      family: 'CRM',
    });
    say(` ${filed.id} submitted\n`);
    const decided =
      claim % 2 === 0
        ? await client.registrations.approve({ registration: filed.id, override: 'Known to be good' })
        : await client.registrations.reject({ registration: filed.id, code: 'out of scope' });
    say(` ${decided.id} ${decided.state}\n`);
    // The worker that reads the next extract is heard in between.
    await nextTurn();
  }
}

say('ready\n');
await Promise.all([importing(), deciding()]);
