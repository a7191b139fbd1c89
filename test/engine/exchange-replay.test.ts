import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchId, EpochMs } from '../../src/contract/units.ts';
import { replayCommit, undo } from '../../src/engine/exchange/index.ts';
import { writeXlsx } from '../../src/engine/formats/index.ts';
import { lastEntry } from '../../src/engine/journal/index.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import type { WriteDb } from '../../src/engine/store/db.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { moment, scratchWorkspace } from '../support/workspace.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

interface Entry {
  seq: number;
  verb: string;
  at: number;
  actor: string;
  body: string;
}

/** Does again in an empty workspace what the journal says, from the raw files. */
async function replayInto(target: WriteDb): Promise<void> {
  const from = desk.workspace.db;
  const entries = from.all<Entry>(
    'SELECT e.seq, e.verb, e.at, e.actor, i.body FROM journal_entries e JOIN journal_inputs i ON i.hash = e.input_hash WHERE e.seq > 1 ORDER BY e.seq',
  );
  for (const { verb, at, actor, body } of entries) {
    const then = { at: at as EpochMs, actor };
    const input = JSON.parse(body);
    if (verb === 'exchange.undo') await undo(target, { batch: input.batch as BatchId }, then);
    else
      await replayCommit(target, '', input, then, (hash) => {
        const raw = from.get<{ body: Buffer }>('SELECT body FROM raw_files WHERE hash = ?', hash);
        if (raw === undefined) throw new Error(`expected the raw file ${hash}`);
        return zstdDecompressSync(raw.body);
      });
  }
}

test('journal and raw files give every row of every import again, ids and all', async () => {
  await desk.take(
    desk.file('notes.csv', csv('x,y', '1,2')),
    desk.file(
      'accounts.csv',
      csv('Account Name,Website,Billing Country', 'Harrow GmbH,harrow.de,Germany', 'Norvik AS,,Norwegen'),
    ),
    desk.file('agents.csv', csv('agent,office', 'Ada,North')),
    desk.file(
      'deals.csv',
      csv(
        'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Owner,agent',
        'O1,Robots,Harrow GmbH,Open,"1.234,50",13.05.2026,Ada,Ada',
        'O2,Arms,Nobody,Closed Won,"2.000",14.05.2026,Ada,Ada',
        'O3,Bad,Harrow GmbH,Open,x,14.05.2026,Ada,Ada',
      ),
    ),
  );
  desk.at(moment('2026-10-06T09:00Z'));
  const workbook = writeXlsx(
    [
      { name: 'Read me', columns: [{ title: 'Note' }], rows: [['Not a table']] },
      {
        name: 'Places',
        columns: [{ title: 'GeographyKey' }, { title: 'City' }, { title: 'CountryRegionCode' }],
        rows: [
          ['1', 'Ulm', 'DE'],
          ['2', 'Kiel', 'DE'],
        ],
      },
      {
        name: 'Resellers',
        columns: [{ title: 'ResellerKey' }, { title: 'ResellerName' }, { title: 'GeographyKey' }],
        rows: [
          ['R1', 'Kestrel', '1'],
          ['R2', 'Tellus', '2'],
        ],
      },
    ],
    { title: 'Partners', createdAt: 0 as EpochMs },
  );
  const partners = await desk.preview({ files: [desk.file('partners.xlsx', workbook)] });
  expect(partners.files.map(({ sheet, use }) => [sheet, use])).toEqual(
    expect.arrayContaining([
      ['Places', 'lookup'],
      ['Resellers', 'import'],
    ]),
  );
  await desk.commit(partners.batch);
  const wrong = await desk.take(
    desk.file(
      'accounts.csv',
      csv('Account Name,Website,Billing Country', 'Harrow GmbH,harrow.com,Germany', 'New AB,,SE'),
    ),
  );
  desk.at(moment('2026-10-07T09:00Z'));
  await desk.undo(wrong.batch);
  const claims = csv(
    'Partner,Customer,Product family,Estimated value,Received at',
    'Kestrel,Harrow GmbH,CRM,10000,2026-10-07T08:00Z',
    'R2,Norvik AS,ERP,20000,',
    'Tellus,Later,ERP,20000,2026-10-07T09:30Z',
  );
  const claimed = await desk.preview({ files: [desk.file('claims.csv', claims)] });
  expect(claimed.counts).toMatchObject({ new: 2, wrong: 1 });
  // Committed after the moment that was still to come when it was previewed: it stays out, on a replay too.
  desk.at(moment('2026-10-07T10:00Z'));
  await desk.commit(claimed.batch);
  expect(desk.workspace.db.all('SELECT name, city, country FROM partners ORDER BY key')).toEqual([
    { name: 'Kestrel', city: 'Ulm', country: 'DE' },
    { name: 'Tellus', city: 'Kiel', country: 'DE' },
  ]);

  const target = scratchWorkspace();
  try {
    await replayInto(target.db);
    expect(lastEntry(target.db)).toEqual(lastEntry(desk.workspace.db));
    expect(contentOf(target.db)).toEqual(contentOf(desk.workspace.db));
  } finally {
    await target.close();
  }
});

test('cells that were read otherwise than they are written are read so again', async () => {
  const path = desk.file(
    'deals.csv',
    csv(
      'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date',
      'O1,Robots,Harrow,Open,10.5,2026-05-13',
      'O2,Arms,Harrow,Open,4.8O5,2026-05-14',
      'O3,Grips,Harrow,Open,2O.5,2026-05-15',
    ),
  );
  const { issues } = await desk.preview({ files: [path] });
  const repairs = issues.flatMap(({ row, column, repair }) =>
    row === null || column === null || repair === undefined ? [] : [{ row, column, ...repair }],
  );
  // One of the two: the other cell stays as it is written, and its row out.
  const mended = await desk.preview({ files: [{ path, repairs: repairs.filter(({ row }) => row === 4) }] });
  await desk.commit(mended.batch);
  const values = 'SELECT key, value_minor AS minor FROM opportunities ORDER BY key';
  expect(desk.workspace.db.all(values)).toEqual([
    { key: 'O1', minor: 1_050 },
    { key: 'O3', minor: 2_050 },
  ]);

  const target = scratchWorkspace();
  try {
    await replayInto(target.db);
    expect(target.db.all(values)).toEqual(desk.workspace.db.all(values));
    expect(lastEntry(target.db)).toEqual(lastEntry(desk.workspace.db));
    expect(contentHashOf(contentOf(target.db))).toBe(contentHashOf(contentOf(desk.workspace.db)));
  } finally {
    await target.close();
  }
});
