import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseDetail, ClaimLabel } from '../../src/contract/conflicts.ts';
import type { IsoDate } from '../../src/contract/units.ts';
import { router } from '../../src/engine/router.ts';
import { everyScore, labelOf, namesBehind } from '../support/case-desk.ts';
import { halden } from '../support/deal-desk.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

// CP1 by a letter of the customer; through the router, and replayed after each.
const RESOURCES = path.join(import.meta.dirname, '../../resources');
let desk: ImportDesk;
let now = moment('2026-06-01T10:00+02:00');
const clientOf = (of: ImportDesk) =>
  createRouterClient(router, { context: { ...of.context, resources: RESOURCES, moment: () => now } });
let client: ReturnType<typeof clientOf>;

const at = (iso: string) => {
  now = moment(iso);
};

beforeEach(async () => {
  desk = importDesk({ programme: sampleProgramme() });
  client = clientOf(desk);
  at('2026-05-29T18:00+02:00');
  const files = {
    'partners.csv': csv('Partner ID,Partner Name,Tier', 'P-1,Kestrel Parts,Gold', 'P-2,Blue Delta IT,Silver'),
    'accounts.csv': csv(
      'Account ID,Account Name,Website,Billing Country',
      'A-1,Halden Precision GmbH,halden.example.com,Germany',
    ),
    'opportunities.csv': csv(
      'Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Product,Created Date',
      'O-1,Halden CRM,A-1,Halden Precision GmbH,Proposal,CRM,2026-05-20',
    ),
  };
  const { batch } = await client.exchange.preview({
    files: Object.entries(files).map(([name, body]) => desk.file(name, body)),
    asOf: '2026-05-29' as never,
  });
  await client.exchange.commit({ batch });
});
afterEach(async () => {
  const replayed = await client.journal.replay({ into: path.join(desk.folder, 'again.tributary') });
  expect(replayed).toMatchObject({ same: true, problems: [], differs: [] });
  await desk.close();
});

const [KESTREL, BLUE_DELTA, OURS] = ['Kestrel Parts', 'Blue Delta IT', 'O-1'];
const NOTE = 'After the visit of Blue-Delta IT and of Kestrel we want to go on with this one.';
const of = (opened: CaseDetail) => ({ case: opened.id });
const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    const { code, data } = error as { code: string; data?: { problems?: { code: string }[] } };
    return [code, ...(data?.problems ?? []).map((one) => one.code)].join(' ');
  }
  return 'done';
};

/** Kestrel first, Blue Delta two days later, our own team before both: without a letter it is Kestrel’s, in a co-sell. */
async function contested() {
  at('2026-06-01T10:00+02:00');
  const first = await client.registrations.submit(halden());
  at('2026-06-03T10:00+02:00');
  const second = await client.registrations.submit(halden({ partner: BLUE_DELTA }));
  at('2026-06-05T10:00+02:00');
  const opportunity = (await client.accounts.opportunities({})).items[0]?.id;
  if (opportunity === undefined) throw new Error('expected our own opportunity, found none');
  return client.conflicts.open({ registrations: [first.id, second.id], opportunities: [opportunity] });
}

const behind = (opened: CaseDetail, name: string): ClaimLabel => {
  const [label] = [...namesBehind(desk.workspace.db, opened.id)].find(([, one]) => one === name) ?? [];
  if (label === undefined) throw new Error(`expected a claim of ${name}, found none`);
  return label as ClaimLabel;
};

const write = (opened: CaseDetail, name: string, date = '2026-06-02', more: Partial<{ revision: number }> = {}) =>
  client.conflicts.recordPreference({
    ...of(opened),
    claim: behind(opened, name),
    date: date as IsoDate,
    writtenBy: 'Ada Lund, head of production',
    note: NOTE,
    ...more,
  });

const seal = (opened: CaseDetail) =>
  client.conflicts.score({
    ...of(opened),
    scores: { A: everyScore(2), B: everyScore(2), C: everyScore(2) },
    seal: true,
  });

describe('CP1: a letter of the customer', () => {
  test('decides for the claim it names, and the recommendation names the letter', async () => {
    const opened = await contested();
    expect(opened.allowed).toContain('recordPreference');
    const entered = await write(opened, BLUE_DELTA);
    const claim = entered.list.find(({ label }) => label === behind(opened, BLUE_DELTA));
    expect(claim).toMatchObject({
      customerPreference: true,
      preferences: [{ date: '2026-06-02', writtenBy: 'Ada Lund, head of production', mayTakeBack: true }],
    });
    const sealed = await seal(opened);
    expect(sealed.recommendation).toMatchObject({
      clause: 'CP1',
      outcome: 'award',
      winner: labelOf(sealed.list, BLUE_DELTA),
      runnerUp: labelOf(sealed.list, KESTREL),
    });
    const evidence = 'a letter of 2026-06-02 by Ada Lund, head of production.';
    expect(sealed.recommendation?.words).toContain(evidence);
    expect(sealed.clauses.find(({ id }) => id === 'CP1')).toMatchObject({ applies: true });
    expect(sealed.clauses.find(({ id }) => id === 'CP1')?.finding).toContain(evidence);
  });

  test('stands on the time line by its date, with who wrote it and who entered it', async () => {
    const entered = await write(await contested(), BLUE_DELTA);
    expect(entered.timeline.find(({ on }) => on === '2026-06-02')).toMatchObject({
      words: 'The customer prefers it in writing',
      source: 'letter by Ada Lund, head of production, entered 2026-06-05 by Mara Ruiz',
    });
  });

  test('tells nothing of the claimants it mentions while the case is blind, and all of it afterwards', async () => {
    const opened = await contested();
    const entered = await write(opened, BLUE_DELTA);
    const blind = JSON.stringify(entered).toLowerCase();
    for (const name of ['kestrel', 'blue delta', 'blue-delta']) expect(blind).not.toContain(name);
    expect(blind).toContain('after the visit of [claimant] and of [claimant] we want');
    const sealed = await seal(opened);
    const claim = sealed.list.find(({ label }) => label === labelOf(sealed.list, BLUE_DELTA));
    expect(claim?.preferences[0]?.note).toBe(NOTE);
  });

  test('for our own team keeps the deal with it', async () => {
    const opened = await contested();
    await write(opened, OURS);
    const sealed = await seal(opened);
    expect(sealed.recommendation).toMatchObject({
      clause: 'CP1',
      outcome: 'direct keeps',
      winner: labelOf(sealed.list, OURS),
    });
  });

  test('for one claim each decides nothing, however many name the same', async () => {
    const opened = await contested();
    await write(opened, BLUE_DELTA);
    await write(opened, BLUE_DELTA, '2026-06-04');
    await write(opened, KESTREL);
    const { recommendation, clauses } = await seal(opened);
    expect(recommendation?.clause).not.toBe('CP1');
    expect(clauses[0]).toMatchObject({ id: 'CP1', applies: false });
    expect(clauses[0]?.finding).toMatch(/^The customer prefers [ABC] and [ABC] in writing: no single preference\.$/);
  });
});

describe('a letter that was entered', () => {
  test('is taken back, and decides nothing any more', async () => {
    const opened = await contested();
    const entered = await write(opened, BLUE_DELTA);
    const [letter] = entered.list.flatMap(({ preferences }) => preferences);
    const preference = letter?.id as NonNullable<typeof letter>['id'];
    const back = await client.conflicts.takeBackPreference({ ...of(opened), preference, revision: entered.revision });
    expect(back.list.map(({ customerPreference, preferences }) => [customerPreference, preferences])).toEqual([
      [false, []],
      [false, []],
      [false, []],
    ]);
    expect(await refused(client.conflicts.takeBackPreference({ ...of(opened), preference }))).toBe('NOT_FOUND');
    expect((await seal(opened)).recommendation?.clause).not.toBe('CP1');
  });

  test('over which the scores were sealed stays; one that came later says so and may be taken back', async () => {
    const opened = await contested();
    const before = (await write(opened, BLUE_DELTA)).list.flatMap(({ preferences }) => preferences)[0];
    await seal(opened);
    const preference = before?.id as NonNullable<typeof before>['id'];
    expect(await refused(client.conflicts.takeBackPreference({ ...of(opened), preference }))).toBe(
      'NOT_DECIDABLE built_on',
    );
    const later = await write(opened, KESTREL, '2026-06-04');
    expect(later.recommendation?.clause).not.toBe('CP1');
    expect(later.timeline.find(({ on }) => on === '2026-06-04')?.source).toMatch(/after the seal$/);
    const after = later.list.flatMap(({ preferences }) => preferences).find(({ afterSeal }) => afterSeal);
    expect([before?.mayTakeBack, after?.mayTakeBack]).toEqual([true, true]);
    const back = await client.conflicts.takeBackPreference({ ...of(opened), preference: after?.id as never });
    expect(back.recommendation?.clause).toBe('CP1');
    expect(back.list.flatMap(({ preferences }) => preferences.map(({ mayTakeBack }) => mayTakeBack))).toEqual([false]);
  });

  test('is refused when it is dated ahead, names no claim, was decided on something older, or comes after the ruling', async () => {
    const opened = await contested();
    expect(await refused(write(opened, BLUE_DELTA, '2026-06-06'))).toBe('REFUSED dated_ahead');
    const stray = { ...of(opened), claim: 'G', date: '2026-06-02', writtenBy: 'Ada Lund', note: NOTE } as never;
    expect(await refused(client.conflicts.recordPreference(stray))).toBe('NOT_DECIDABLE no_such_claim');
    await write(opened, BLUE_DELTA);
    expect(await refused(write(opened, KESTREL, '2026-06-02', { revision: 1 }))).toBe('STALE_REVISION');
    const sealed = await seal(opened);
    const { outcome, winner, clause } = sealed.recommendation as NonNullable<CaseDetail['recommendation']>;
    await client.conflicts.rule({ ...of(opened), outcome, winner, clauses: [clause], reason: 'As it wishes.' });
    expect(await refused(write(opened, KESTREL))).toBe('NOT_DECIDABLE ruled_already');
    expect((await client.conflicts.get(of(opened))).allowed).not.toContain('recordPreference');
  });
});
