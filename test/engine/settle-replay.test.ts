import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { router } from '../../src/engine/router.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { everyScore } from '../support/case-desk.ts';
import { halden } from '../support/deal-desk.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

const RESOURCES = path.join(import.meta.dirname, '../../resources');
const OPPORTUNITIES =
  'Opportunity ID,Opportunity Name,Account Name,Product,Stage,Amount,Amount Currency,Created Date,Close Date';

let desk: ImportDesk;
let now = moment('2026-06-01T10:00+02:00');
const clientOf = (of: ImportDesk) =>
  createRouterClient(router, { context: { ...of.context, resources: RESOURCES, moment: () => now } });
let client: ReturnType<typeof clientOf>;

beforeEach(() => {
  desk = importDesk({ programme: sampleProgramme() });
  client = clientOf(desk);
});
afterEach(() => desk.close());

const at = (iso: string, actor = 'Mara Ruiz') => {
  now = moment(iso, actor);
};
const content = () => contentHashOf(contentOf(desk.workspace.db));
/** Imports files as of today, by name, and gives the batch. */
async function take(files: Readonly<Record<string, string>>) {
  const paths = Object.entries(files).map(([name, body]) => desk.file(`${now.at}/${name}`, body));
  const { batch, counts } = await client.exchange.preview({
    files: paths,
    asOf: new Date(now.at).toISOString().slice(0, 10),
  });
  expect(counts.wrong).toBe(0);
  await client.exchange.commit({ batch });
  return batch;
}
const opportunities = (stage: string, amount: number) => ({
  'opportunities.csv': csv(
    OPPORTUNITIES,
    'O-1,Orchid,Orchid Foods Pte,CRM,Qualification,90000,EUR,2026-04-02,2026-12-01',
    `O-9,Halden line,Halden Precision GmbH,CRM,${stage},${amount},EUR,2026-06-17,2026-08-31`,
  ),
});

/** Two partners claim Halden; the first ruling is appealed and changed; an extract shows the deal, the next one its win. */
async function history() {
  at('2026-05-29T18:00+02:00');
  await take({
    'partners.csv': csv('Partner ID,Partner Name,Tier', 'P-1,Kestrel Parts,Gold', 'P-2,Blue Delta IT,Silver'),
    'accounts.csv': csv('Account ID,Account Name,Website,Billing Country', 'A-2,Orchid Foods Pte,orchid.sg,Singapore'),
    'opportunities.csv': csv(
      OPPORTUNITIES,
      'O-1,Orchid,Orchid Foods Pte,CRM,Qualification,90000,EUR,2026-04-02,2026-12-01',
    ),
  });
  at('2026-06-01T10:00+02:00');
  const first = await client.registrations.submit(halden());
  at('2026-06-02T15:00+02:00');
  const second = await client.registrations.submit(halden({ partner: 'Blue Delta IT' }));
  at('2026-06-03T10:00+02:00');
  const opened = await client.conflicts.open({ registrations: [first.id, second.id] });
  const scores = Object.fromEntries(opened.list.map(({ label }) => [label, everyScore(2)]));
  const sealed = await client.conflicts.score({ case: opened.id, scores, seal: true });
  const { outcome, winner, clause } = sealed.recommendation ?? { outcome: 'award', winner: null, clause: '' };
  await client.conflicts.rule({ case: opened.id, outcome, winner, clauses: [clause], reason: 'First.' });
  at('2026-06-10T10:00+02:00', 'Intake');
  const loser = sealed.list.find(({ label }) => label !== winner)?.label ?? 'A';
  await client.conflicts.appeal({ case: opened.id, by: loser, grounds: 'Signed minutes.' });
  at('2026-06-15T10:00+02:00', 'A. Ferrari');
  await client.conflicts.decideAppeal({
    case: opened.id,
    outcome: 'changed',
    reason: 'They are signed.',
    ruling: { outcome: 'award', winner: loser, clauses: ['CP3'], reason: 'Signed minutes.' },
  });
  at('2026-06-22T10:00+02:00');
  await take({
    'accounts.csv': csv(
      'Account ID,Account Name,Website,Billing Country,Billing City',
      'A-9,Halden Precision GmbH,halden.example.com,Germany,Ulm',
    ),
    ...opportunities('Proposal', 184_000),
  });
  return { second };
}

describe('through the router, with real files', () => {
  test('credit and pay follow a ruling that an appeal has changed; an undo takes them back; a replay comes to the same', async () => {
    const { second } = await history();
    expect(await client.registrations.get({ registration: second.id })).toMatchObject({
      state: 'approved',
      opportunity: { key: 'O-9', linked: true },
    });
    at('2026-09-01T10:00+02:00');
    const before = content();
    const batch = await take(opportunities('Closed Won', 200_000));
    expect(await client.registrations.get({ registration: second.id })).toMatchObject({
      state: 'closed',
      close: 'won',
    });
    const { items } = await client.incentives.accruals({});
    expect(items.map(({ partnerName, amount }) => [partnerName, amount.minor])).toEqual([['Blue Delta IT', 3_000_000]]);
    await client.exchange.undo({ batch });
    expect(await client.registrations.get({ registration: second.id })).toMatchObject({
      state: 'approved',
      close: null,
    });
    const left = (await client.incentives.accruals({})).items.reduce((sum, { amount }) => sum + amount.minor, 0);
    expect(left).toBe(0);
    expect(content()).not.toBe(before); // the accrual and its reversal stay on record
    at('2026-09-02T10:00+02:00');
    await take(opportunities('Closed Won', 190_000));
    expect((await client.incentives.statements({})).items).toMatchObject([
      { partnerName: 'Blue Delta IT', net: { minor: 2_850_000 } },
    ]);
    const replayed = await client.journal.replay({ into: path.join(desk.folder, 'again.tributary') });
    expect(replayed).toMatchObject({ same: true, problems: [] });
    expect((await client.journal.verify()).ok).toBe(true);
  });

  test('settling by itself does nothing after any of it', async () => {
    await history();
    const { entries } = await client.journal.verify();
    const settled = await client.workspace.settle();
    expect(Object.values(settled).every((count) => count === 0)).toBe(true);
    expect((await client.journal.verify()).entries).toBe(entries);
    expect(now.at).toBe(moment('2026-06-22T10:00+02:00').at as EpochMs);
  });
});
