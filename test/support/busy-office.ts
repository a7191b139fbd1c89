import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';

// A process that imports and decides without pause until it is killed. On stdout: `B` when a transaction opens, `C` when it
// is committed or taken back, and after each acknowledged decision a line ` <registration> <state>`.
const [file, round] = process.argv.slice(2);
if (file === undefined || round === undefined) throw new Error('usage: busy-office.ts <workspace file> <round>');
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
const context = engine.contextFor('command line');
const sqlite = context.writeDb?.connection.sqlite;
if (sqlite === undefined) throw new Error('expected a writer');
const exec = sqlite.exec.bind(sqlite);
sqlite.exec = (sql: string) => {
  const opens = sql.startsWith('BEGIN');
  const closes = sql === 'COMMIT' || sql === 'ROLLBACK';
  const result = exec(sql);
  if (opens) say('B');
  if (closes) say('C');
  return result;
};

const client = createRouterClient(router, { context });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-busy-'));
say('ready\n');
for (let turn = 0; ; turn += 1) {
  const name = `${round}-${turn}`;
  const extract = path.join(folder, 'opportunities.csv');
  const rows = Array.from(
    { length: 400 },
    (_, row) => `${name}-${row},Deal ${row},Harrow ${row % 40} GmbH,Proposal,${1_000 + row},EUR,2026-09-30`,
  );
  fs.writeFileSync(
    extract,
    `Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date\n${rows.join('\n')}\n`,
  );
  const preview = await client.exchange.preview({ files: [extract] });
  await client.exchange.commit({ batch: preview.batch });
  for (let claim = 0; claim < 6; claim += 1) {
    const filed = await client.registrations.submit({
      partner: 'P-1',
      customer: { name: `Customer ${name}-${claim}`, country: 'DE', domain: `customer-${name}-${claim}.de` },
      family: 'CRM',
    });
    say(` ${filed.id} submitted\n`);
    const decided =
      claim % 2 === 0
        ? await client.registrations.approve({ registration: filed.id, override: 'Known to be good' })
        : await client.registrations.reject({ registration: filed.id, code: 'out of scope' });
    say(` ${decided.id} ${decided.state}\n`);
  }
}
