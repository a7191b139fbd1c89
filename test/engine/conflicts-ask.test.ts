import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseDetail } from '../../src/contract/conflicts.ts';
import { listCases } from '../../src/engine/conflicts/index.ts';
import { router } from '../../src/engine/router.ts';
import { everyScore } from '../support/case-desk.ts';
import { halden } from '../support/deal-desk.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { watched } from '../support/watched.ts';
import { moment } from '../support/workspace.ts';

// Asking all claimants alike, and dismissing a case; through the router, and replayed after each.
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
    'partners.csv': csv(
      'Partner ID,Partner Name,Tier',
      'P-1,Kestrel Parts,Gold',
      'P-2,Blue Delta IT,Silver',
      'P-3,Tidewater,Silver',
    ),
    'accounts.csv': csv('Account ID,Account Name,Website,Billing Country', 'A-2,Orchid Foods Pte,orchid.sg,Singapore'),
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

const MISSING = ['Signed minutes of the first meeting'];
const iso = (ms: number | undefined) => new Date(ms ?? 0).toISOString();
const see = (filed: { id: string }) => client.registrations.get({ registration: filed.id as never });
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

/** Kestrel files on Monday, Blue Delta on Tuesday; the case is opened on Wednesday at ten. */
async function contested() {
  at('2026-06-01T10:00+02:00');
  const first = await client.registrations.submit(halden());
  at('2026-06-02T10:00+02:00');
  const second = await client.registrations.submit(halden({ partner: 'Blue Delta IT' }));
  at('2026-06-03T10:00+02:00');
  const opened = await client.conflicts.open({ registrations: [first.id, second.id] });
  return { first, second, opened };
}

describe('asking all claimants', () => {
  test('asks each for the same, gives each the same time, and stops the clock of the case', async () => {
    const { first, second, opened } = await contested();
    const before = opened.ruleBy;
    const asked = await client.conflicts.ask({ ...of(opened), missing: MISSING, note: 'By mail.' });
    expect(asked).toMatchObject({
      waiting: { answered: 0, of: 2 },
      requests: [{ missing: MISSING, note: 'By mail.', answered: 0, of: 2 }],
      allowed: ['score', 'undo', 'recordPreference', 'dismiss'],
    });
    // Five business days; Thursday 4 June is no working day of the sample programme’s calendar where it is a holiday.
    const until = asked.waiting?.until ?? 0;
    for (const one of [first, second]) {
      const seen = await see(one);
      expect(seen).toMatchObject({
        state: 'in case',
        clock: { state: 'stopped', answerDueAt: until },
        decision: { missing: MISSING },
      });
      expect(seen.allowed).toContain('answer');
    }
    expect(asked.ruleBy).toBeGreaterThan(before);
    // What the case tells does not say who has answered.
    expect(JSON.stringify(asked)).not.toContain(first.id);
  });

  test('once all have answered the ruling is due later by the time that was used, and no claimant lost its place', async () => {
    const { first, second, opened } = await contested();
    const complete = opened.list.map(({ complete, receivedAt }) => ({ complete, receivedAt }));
    const term = (await client.conflicts.ask({ ...of(opened), missing: MISSING })).ruleBy;
    at('2026-06-04T10:00+02:00');
    const evidence = [
      { kind: 'demo or proof of concept', date: '2026-05-22', note: 'Minutes, signed by both.' },
    ] as const;
    await client.registrations.answer({ registration: second.id, brought: { evidence: [...evidence] } });
    expect(await client.conflicts.get(of(opened))).toMatchObject({ waiting: { answered: 1, of: 2 }, ruleBy: term });
    at('2026-06-05T10:00+02:00');
    await client.registrations.answer({ registration: first.id, brought: { need: 'A cell for line 4.' } });
    const answered = await client.conflicts.get(of(opened));
    expect(answered).toMatchObject({ waiting: null, requests: [{ answered: 2, of: 2 }] });
    expect(answered.ruleBy).toBeLessThan(term);
    expect(answered.ruleBy).toBeGreaterThan(opened.ruleBy);
    for (const one of [first, second]) {
      expect((await see(one)).clock).toMatchObject({ state: 'running', dueAt: answered.ruleBy });
    }
    expect(answered.list.map(({ complete, receivedAt }) => ({ complete, receivedAt }))).toEqual(complete);
    const sealed = await client.conflicts.score({
      ...of(opened),
      scores: Object.fromEntries(opened.list.map(({ label }) => [label, everyScore(2)])),
      seal: true,
    });
    // Kestrel was complete first, a day before, and stays it although Blue Delta answered sooner.
    expect(sealed.recommendation).toMatchObject({ clause: 'CP2' });
    const winner = sealed.list.find(({ label }) => label === sealed.recommendation?.winner);
    expect(winner?.revealed?.partnerName).toBe('Kestrel Parts');
  });

  test('the list tells of each case who still has time, in as many statements as for one case', async () => {
    const { second, opened } = await contested();
    await client.conflicts.ask({ ...of(opened), missing: MISSING });
    at('2026-06-04T10:00+02:00');
    await client.registrations.answer({ registration: second.id, brought: { need: 'A cell for line 4.' } });
    const page = () => {
      const { db, asked, plans } = watched(desk.context.db);
      const items = listCases(db, { limit: 50, sort: { by: 'number', descending: false } }, now).items;
      return { waiting: items.map(({ waiting }) => waiting && [waiting.answered, waiting.of]), asked, plans };
    };
    const one = page();
    expect(one.waiting).toEqual([[1, 2]]);
    const werk = { customer: { name: 'Werk Neu', domain: 'neu.de' } };
    const third = await client.registrations.submit(halden(werk));
    const fourth = await client.registrations.submit(halden({ ...werk, partner: 'Blue Delta IT' }));
    await client.conflicts.open({ registrations: [third.id, fourth.id] });
    const two = page();
    expect(two.waiting).toEqual([[1, 2], null]);
    expect(two.asked).toHaveLength(one.asked.length);
    expect(two.plans().join(' ')).not.toMatch(/SCAN (q|k|r)\b/);
  });

  test('silence does not hold the case up: when the time is over it goes on without', async () => {
    const { first, opened } = await contested();
    const asked = await client.conflicts.ask({ ...of(opened), missing: MISSING });
    const scores = Object.fromEntries(opened.list.map(({ label }) => [label, everyScore(2)]));
    expect(await refused(client.conflicts.score({ ...of(opened), scores, seal: true }))).toBe(
      'NOT_DECIDABLE answers_awaited',
    );
    expect(await refused(client.conflicts.ask({ ...of(opened), missing: MISSING }))).toBe(
      'NOT_DECIDABLE asked_already',
    );
    at(iso((asked.waiting?.until ?? 0) + 60_000));
    expect(await client.conflicts.get(of(opened))).toMatchObject({ waiting: null, ruleBy: asked.ruleBy });
    const sealed = await client.conflicts.score({ ...of(opened), scores, seal: true });
    expect(sealed.state).toBe('sealed');
    expect(await see(first)).toMatchObject({ clock: { state: 'running' }, blind: null });
  });

  test('a withdrawn claim is not waited for', async () => {
    const { first, second, opened } = await contested();
    await client.conflicts.ask({ ...of(opened), missing: MISSING });
    at('2026-06-04T10:00+02:00');
    await client.registrations.answer({ registration: first.id, brought: {} });
    await client.registrations.withdraw({ registration: second.id, reason: 'Their budget is gone.' });
    expect(await client.conflicts.get(of(opened))).toMatchObject({ waiting: null });
  });

  test('is taken back while nobody has answered, and not after', async () => {
    const { first, opened } = await contested();
    await client.conflicts.ask({ ...of(opened), missing: MISSING });
    const back = await client.conflicts.undo(of(opened));
    expect(back).toMatchObject({ waiting: null, requests: [], ruleBy: opened.ruleBy });
    expect(await see(first)).toMatchObject({ clock: { state: 'running', dueAt: opened.ruleBy }, decision: null });
    expect(await refused(client.conflicts.undo(of(opened)))).toBe('NOT_DECIDABLE nothing_to_undo');
    await client.conflicts.ask({ ...of(opened), missing: MISSING });
    await client.registrations.answer({ registration: first.id, brought: {} });
    expect(await refused(client.conflicts.undo(of(opened)))).toBe('NOT_DECIDABLE nothing_to_undo');
    expect(await refused(client.registrations.undo({ registration: first.id }))).toBe('NOT_DECIDABLE in_case');
  });
});

describe('dismissing a case', () => {
  test('rules nothing: its claims are to be decided as they were, with what was left of their clock', async () => {
    const { first, second, opened } = await contested();
    at('2026-06-08T10:00+02:00');
    const dismissed = await client.conflicts.dismiss({ ...of(opened), reason: 'Two plants, two projects.' });
    expect(dismissed).toMatchObject({
      state: 'dismissed',
      blind: false,
      dismissed: { reason: 'Two plants, two projects.', by: 'Mara Ruiz' },
      recommendation: null,
      ruling: null,
      allowed: [],
    });
    for (const [one, before] of [[first, first] as const, [second, second] as const]) {
      const seen = await see(one);
      expect(seen).toMatchObject({ state: 'submitted', contested: true, blind: null, partnerName: before.partnerName });
      // What was left on Wednesday at ten is left on the Monday after.
      const left = (before.clock.state === 'running' ? before.clock.leftHours : 0) - (one === first ? 16 : 8);
      expect(seen.clock).toMatchObject({ state: 'running', leftHours: left });
    }
    expect((await client.conflicts.list({ filter: { open: true } })).total).toBe(0);
    expect(await refused(client.conflicts.dismiss({ ...of(opened), reason: 'Again.' }))).toBe('NOT_DECIDABLE over');
    expect((await client.registrations.list({ filter: { text: 'kestrel' } })).total).toBe(1);
    await client.registrations.approve({ registration: first.id, override: 'Another plant.' });
  });

  test('a new case can be opened over the same claims, and is blind again', async () => {
    const { first, second, opened } = await contested();
    await client.conflicts.dismiss({ ...of(opened), reason: 'Opened by mistake.' });
    const again = await client.conflicts.open({ registrations: [first.id, second.id] });
    expect(again).toMatchObject({ number: 'C-2026-0002', state: 'open', blind: true });
    expect(await see(first)).toMatchObject({ state: 'in case', case: { number: 'C-2026-0002' }, partner: null });
  });

  test('a protection goes on, and a return that was open is open again with a whole term', async () => {
    at('2026-06-01T10:00+02:00');
    const first = await client.registrations.submit(halden());
    await client.registrations.approve({ registration: first.id });
    const second = await client.registrations.submit(halden({ partner: 'Blue Delta IT' }));
    await client.registrations.return({ registration: second.id, missing: ['the site'] });
    const opened = await client.conflicts.open({ registrations: [first.id, second.id] });
    at('2026-06-08T10:00+02:00');
    await client.conflicts.dismiss({ ...of(opened), reason: 'The customer named Kestrel.' });
    expect(await see(first)).toMatchObject({ state: 'approved', protection: { state: 'running' } });
    const returned = await see(second);
    expect(returned).toMatchObject({ state: 'returned', decision: { missing: ['the site'] } });
    expect(returned.clock).toMatchObject({ state: 'stopped', leftHours: 40 });
  });

  test('what was answered in it is kept, and can’t be lost by an undo', async () => {
    const { first, opened } = await contested();
    await client.conflicts.ask({ ...of(opened), missing: MISSING });
    await client.registrations.answer({ registration: first.id, brought: { need: 'A cell for line 4.' } });
    await client.conflicts.dismiss({ ...of(opened), reason: 'Two projects.' });
    expect((await see(first)).input.need).toBe('A cell for line 4.');
    expect(await refused(client.registrations.undo({ registration: first.id }))).toBe('NOT_DECIDABLE answered_in_case');
  });

  test('also between seal and ruling; not after a ruling', async () => {
    const { first, opened } = await contested();
    const scores = Object.fromEntries(opened.list.map(({ label }) => [label, everyScore(2)]));
    const sealed = await client.conflicts.score({ ...of(opened), scores, seal: true });
    expect(sealed.allowed).toEqual(['rule', 'recordPreference', 'dismiss']);
    await client.conflicts.dismiss({ ...of(opened), reason: 'The customer stopped the project.' });
    expect((await see(first)).state).toBe('submitted');
    const again = await client.conflicts.open({ registrations: [first.id] });
    const { recommendation } = await client.conflicts.score({ ...of(again), scores, seal: true });
    await client.conflicts.rule({
      ...of(again),
      outcome: recommendation?.outcome ?? 'award',
      winner: recommendation?.winner ?? 'A',
      clauses: [recommendation?.clause ?? 'CP2'],
      reason: 'First.',
    });
    expect(await refused(client.conflicts.dismiss({ ...of(again), reason: 'No.' }))).toBe('NOT_DECIDABLE over');
  });
});

describe('taking the opening of a case back', () => {
  test('puts its claims where they were, their clocks as if it had not been opened, and gives its number to no other', async () => {
    at('2026-06-01T10:00+02:00');
    const first = await client.registrations.submit(halden());
    await client.registrations.approve({ registration: first.id });
    const second = await client.registrations.submit(halden({ partner: 'Blue Delta IT' }));
    await client.registrations.return({ registration: second.id, missing: ['the site'] });
    const third = await client.registrations.submit(halden({ partner: 'Tidewater' }));
    const stood = async () => Promise.all([first, second, third].map(see));
    at('2026-06-03T10:00+02:00');
    const before = await stood();
    const opened = await client.conflicts.open({ registrations: [first.id, second.id, third.id] });
    expect(opened.allowed).toContain('takeBackOpening');
    expect((await stood()).map(({ state }) => state)).toEqual(['in case', 'in case', 'in case']);
    const back = await client.conflicts.takeBackOpening(of(opened));
    expect(back.number).toBe('C-2026-0001');
    expect([...back.registrations].sort()).toEqual([first.id, second.id, third.id].sort());
    const told = (all: Awaited<ReturnType<typeof stood>>) => all.map(({ revision, history, ...one }) => one);
    expect(told(await stood())).toEqual(told(before));
    expect((await client.conflicts.list({})).total).toBe(0);
    expect(await refused(client.conflicts.get(of(opened)))).toBe('NOT_FOUND');
    expect(await refused(client.conflicts.takeBackOpening(of(opened)))).toBe('NOT_FOUND');
    expect(await client.conflicts.open({ registrations: [first.id, third.id] })).toMatchObject({
      number: 'C-2026-0002',
      blind: true,
    });
  });

  test('not after a stale look, nor once anything has happened in it', async () => {
    const { first, opened } = await contested();
    expect(await refused(client.conflicts.takeBackOpening({ ...of(opened), revision: opened.revision + 1 }))).toBe(
      'STALE_REVISION',
    );
    const steps: Record<string, () => Promise<unknown>> = {
      score: () => client.conflicts.score({ ...of(opened), scores: { A: { evidence: 2 } } }),
      ask: () => client.conflicts.ask({ ...of(opened), missing: MISSING }),
      answer: () => client.registrations.answer({ registration: first.id, brought: { need: 'A cell.' } }),
      withdraw: () => client.registrations.withdraw({ registration: first.id, reason: 'Gone.' }),
      dismiss: () => client.conflicts.dismiss({ ...of(opened), reason: 'Nothing to decide.' }),
    };
    for (const step of Object.values(steps)) {
      await step();
      expect(await refused(client.conflicts.takeBackOpening(of(opened)))).toBe('NOT_DECIDABLE built_on');
    }
  });

  test('not once one of its claims was withdrawn, although nothing was entered in it', async () => {
    const { first, opened } = await contested();
    await client.registrations.withdraw({ registration: first.id, reason: 'Their budget is gone.' });
    expect((await client.conflicts.get(of(opened))).allowed).not.toContain('takeBackOpening');
    expect(await refused(client.conflicts.takeBackOpening(of(opened)))).toBe('NOT_DECIDABLE built_on');
  });
});
