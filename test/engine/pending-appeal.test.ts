import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseId, IsoDate } from '../../src/contract/units.ts';
import { appeal, decideAppeal, listCases } from '../../src/engine/conflicts/index.ts';
import { exportDecisions } from '../../src/engine/exchange/index.ts';
import { exportStatement, listAccruals } from '../../src/engine/incentives/index.ts';
import { summary } from '../../src/engine/insights/index.ts';
import { change, record } from '../../src/engine/journal/index.ts';
import { createReview, getReview } from '../../src/engine/reviews/index.ts';
import { grantList, outsideOf } from '../../src/engine/store/outside.ts';
import { type CaseDesk, labelOf, openCaseDesk } from '../support/case-desk.ts';
import { takeAndSettle } from '../support/halden-deal.ts';
import { putRows } from '../support/put-rows.ts';
import { recalculate } from '../support/recalculate.ts';
import { moment } from '../support/workspace.ts';

// An appeal is pending: whoever reads of its ruling anywhere else is told so.

const TUESDAY = moment('2026-06-02T15:00+02:00');
const RULED = moment('2026-06-15T10:00+02:00', 'Mara Ruiz');
const APPEALED = moment('2026-06-16T10:00+02:00');
const NOW = moment('2026-06-17T10:00+02:00');
const DECIDED = moment('2026-06-22T10:00+02:00', 'A. Ferrari');

let desk: CaseDesk;
let folder: string;
let opened: { id: string };
beforeEach(() => {
  desk = openCaseDesk();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-appeal-'));
  opened = desk.open([desk.file({}), desk.file({ partner: 'Blue Delta IT' }, TUESDAY)]);
  desk.seal(opened);
  desk.ruleAsRecommended(opened, RULED);
});
afterEach(async () => {
  await desk.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const theCase = () => ({ case: opened.id as CaseId });
const file = () => {
  const by = labelOf(desk.seen(opened).list, 'Blue Delta IT');
  appeal(desk.db, { ...theCase(), by, grounds: 'Our visit was earlier.' }, APPEALED);
};
const uphold = () => decideAppeal(desk.db, { ...theCase(), outcome: 'upheld', reason: 'It was scored.' }, DECIDED);

/** What a partner's only row says comes next. */
function nextStep(partner: string, when = NOW): string {
  const to = path.join(folder, `${partner}-${when.at}.csv`);
  const outside = outsideOf(grantList(), 'command line');
  exportDecisions(desk.db, { what: 'decisions', partner, format: 'csv', to: { path: to } } as never, when, outside);
  const text = fs.readFileSync(to, 'utf8').replace(/^\uFEFF/, '');
  return Papa.parse<Record<string, string>>(text, { header: true }).data[0]?.['Next step'] ?? '';
}

const tileWords = (when = NOW) =>
  summary(desk.db, { filter: { from: '2026-04-01' as IsoDate, until: '2026-06-30' as IsoDate } }, when).tiles.find(
    ({ metric }) => metric === 'conflict rate',
  )?.words;

function outcomesOnSlide(when = NOW): string[] {
  const input = { partner: 'Kestrel Parts', from: '2026-04-01', until: '2026-06-30' } as never;
  const { id } = createReview(desk.db, input, when);
  return (['internal', 'partner'] as const).map((audience) => {
    const { deck } = getReview(desk.db, { review: id, audience } as never, when);
    const block = deck.find((slide) => slide.id === 'conflicts and service levels')?.blocks[0];
    return block?.block === 'table' ? (block.rows[0]?.at(-1) ?? '') : '';
  });
}

test('before one is filed the decisions say until when it can be, and the figures say that there is none', () => {
  expect(nextStep('Blue Delta IT')).toBe('The ruling may be appealed until 2026-06-29.');
  expect(nextStep('Kestrel Parts')).toMatch(
    /^Hold the first meeting by .*\. The ruling may be appealed until 2026-06-29\.$/,
  );
  expect(nextStep('Blue Delta IT', moment('2026-06-30T10:00+02:00'))).toBe(
    'Nothing; a new claim needs a new registration.',
  );
  expect(tileWords()).toBe('no appeal');
});

test('while it is pending the case stands where its answer is due, not where its ruling was', () => {
  const input = { filter: { open: true }, sort: { by: 'ruleBy', descending: false }, limit: 10 } as const;
  const customer = { name: 'Another Works Ltd', domain: 'another.example', country: 'GB' };
  const later = desk.open(
    [desk.file({ customer }, NOW), desk.file({ customer, partner: 'Blue Delta IT' }, NOW)],
    [],
    NOW,
  );
  file();
  const items = listCases(desk.db, input as never, NOW).items;
  expect(items.map(({ ruleBy }) => ruleBy)).toEqual(items.map(({ ruleBy }) => ruleBy).sort((a, b) => a - b));
  expect(items.map(({ id }) => id)).toEqual([later.id, opened.id]);
});

test('while it is pending the decisions of both, the slide of both versions and the tile say so', () => {
  file();
  expect(nextStep('Blue Delta IT')).toBe('The ruling is under appeal until 2026-07-07.');
  expect(nextStep('Kestrel Parts')).toMatch(/ The ruling is under appeal until 2026-07-07\.$/);
  expect(tileWords()).toBe('1 appeal pending');
  expect(outcomesOnSlide()).toEqual([
    'award: Kestrel Parts, appealed, not decided yet',
    'award, for you, appealed, not decided yet',
  ]);
});

test('a line of a statement says that its ruling is appealed, until it is decided', () => {
  const winner = desk.db.get<{ id: string }>("SELECT id FROM registrations WHERE state = 'approved'")?.id ?? '';
  putRows(desk.db, { accruals: [{ id: 'a', partner: 'k', on: '2026-06-16', minor: 100, registration: 'r' }] });
  const row = desk.db.get<Record<string, string | number | null>>('SELECT * FROM accruals') ?? {};
  const partner = desk.db.get<{ id: string }>("SELECT id FROM partners WHERE name = 'Kestrel Parts'")?.id ?? '';
  const columns = Object.keys(row);
  change(desk.db, { verb: 'test.facts', input: 'a line of the winner' }, NOW, (tx) => {
    const values = { ...row, id: winner, registration_id: winner, partner_id: partner, facts_hash: 'another' };
    tx.run(
      `INSERT INTO accruals (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map((name) => (values as typeof row)[name] ?? null),
    );
    record(tx, { subject: null, subjectName: null, words: 'A line was put in for a test', what: null });
  });
  const until = () => listAccruals(desk.db, { limit: 10 }).items.map(({ underAppealUntil }) => underAppealUntil);
  expect(until()).toEqual([null]);
  file();
  expect(until()).toEqual([desk.seen(opened).appeal?.answerDueAt]);
  uphold();
  expect(until()).toEqual([null]);
});

test('a statement that leaves says which lines its appeal may change, and its formulas still agree', async () => {
  file();
  takeAndSettle(desk, NOW, { status: 'won', closeOn: '2026-06-16', partnerName: 'Kestrel Parts' });
  const written = async (name: string) => {
    const to = path.join(folder, `${name}.xlsx`);
    const outside = outsideOf(grantList(), 'command line');
    exportStatement(desk.db, { partner: 'Kestrel Parts', quarter: '2026-Q2', to: { path: to } }, NOW, outside);
    return recalculate(fs.readFileSync(to));
  };
  const pending = await written('pending');
  expect(pending.rows('Statement')[3]?.[0]).toBe(
    'One line rests on a ruling that is under appeal and may still change; see “Why”.',
  );
  expect(pending.rows('Statement')[5]?.at(-1)).toMatch(
    / Under appeal until 2026-07-07: the ruling may be changed, and this with it\.$/,
  );
  expect(pending.formulas('Statement').length).toBeGreaterThan(3);
  for (const cell of pending.formulas('Statement'))
    expect(pending.value('Statement', cell)).toBeCloseTo(pending.carried('Statement', cell), 9);
  uphold();
  expect((await written('decided')).rows('Statement').flat().join(' ')).not.toContain('ppeal');
});

test('once it is decided they say what became of it', () => {
  file();
  uphold();
  const later = moment('2026-06-23T10:00+02:00');
  expect(nextStep('Blue Delta IT', later)).toBe('Nothing; a new claim needs a new registration.');
  expect(tileWords(later)).toBe('0 of 1 appeal changed a ruling');
  expect(outcomesOnSlide(later)).toEqual([
    'award: Kestrel Parts, upheld on appeal',
    'award, for you, upheld on appeal',
  ]);
});

test('a decision that is late is not promised again for a day that is over', () => {
  desk.file({ partner: 'Tidewater', customer: { name: 'Brenner Logistik', domain: 'brenner.example', country: 'DE' } });
  expect(nextStep('Tidewater', TUESDAY)).toBe('We decide by 2026-06-03.');
  expect(nextStep('Tidewater')).toBe('We are late: the decision was due on 2026-06-03.');
});
