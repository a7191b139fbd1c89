import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegistrationInput } from '../../src/contract/registrations.ts';
import type { EpochMs, IsoDate, Moment } from '../../src/contract/units.ts';
import { change, record, verifyJournal } from '../../src/engine/journal/index.ts';
import {
  answerReturn,
  approve,
  contentHashOf,
  listRegistrations,
  recordMeeting,
  reject,
  returnForInformation,
  submitInto,
  undoDecision,
  withdraw,
} from '../../src/engine/registrations/index.ts';
import { contentOf } from '../../src/engine/store/content-hash.ts';
import { type DealDesk, halden, MONDAY, openDealDesk, refusalOf, the } from '../support/deal-desk.ts';

const STEPS = ['approve', 'return', 'answer', 'reject', 'withdraw', 'meet', 'undo', 'rival', 'rivalGone'] as const;
type Step = (typeof STEPS)[number];

const HOUR = 3_600_000;
const later = (hours: number): Moment => ({ at: (MONDAY.at + hours * HOUR) as EpochMs, actor: `Decider ${hours % 3}` });

/** Takes the steps an hour apart, those that are refused too, on one claim beside which rivals come and go. */
function play(desk: DealDesk, steps: readonly Step[]): string[] {
  const ours = desk.file();
  let rivals: { id: string }[] = [];
  return steps.map((step, place) =>
    refusalOf(() => {
      const when = later(place + 1);
      const { db } = desk;
      switch (step) {
        case 'approve':
          return approve(db, { ...the(ours), override: 'Because' }, when);
        case 'return':
          return returnForInformation(db, { ...the(ours), missing: ['x'], note: '' }, when);
        case 'answer':
          return answerReturn(
            db,
            { ...the(ours), brought: { need: `need ${place}`, family: place % 2 === 0 ? 'Robots' : 'CRM' } },
            when,
          );
        case 'reject':
          return reject(db, { ...the(ours), code: 'too early', reason: '' }, when);
        case 'withdraw':
          return withdraw(db, { ...the(ours), reason: '' }, when);
        case 'meet':
          return recordMeeting(db, { ...the(ours), on: '2026-06-01' as IsoDate, note: '' }, when);
        case 'undo':
          return undoDecision(db, the(ours), when);
        case 'rival':
          rivals = [...rivals, desk.file({ partner: 'Blue Delta IT', reference: String(place) }, when)];
          return rivals;
        default: {
          const [first, ...rest] = rivals;
          rivals = rest;
          return first === undefined ? first : withdraw(db, { ...the(first), reason: '' }, when);
        }
      }
    }),
  );
}

/** What the queue’s columns should be, worked out anew from the others. */
const MISPLACED = `SELECT number FROM registrations WHERE
  queue <> CASE state WHEN 'submitted' THEN contested WHEN 'in case' THEN 2 WHEN 'returned' THEN 3 ELSE 4 END
  OR clock_rank <> CASE state WHEN 'submitted' THEN 0 WHEN 'in case' THEN 0 WHEN 'returned' THEN 1 ELSE 2 END
  OR clock_at <> CASE state WHEN 'submitted' THEN decide_by_at WHEN 'in case' THEN decide_by_at
    WHEN 'returned' THEN answer_due_at ELSE -coalesce(decided_at, updated_at) END`;

describe('whatever is decided, in whichever order', () => {
  const walks = fc.array(fc.constantFrom(...STEPS), { maxLength: 14 });

  test('the same steps at the same moments give the same workspace, and the journal holds', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (steps) => {
        const [one, two] = [openDealDesk(), openDealDesk()];
        expect(play(one, steps)).toEqual(play(two, steps));
        expect(contentOf(one.db)).toEqual(contentOf(two.db));
        expect(verifyJournal(one.db).ok).toBe(true);
        await Promise.all([one.close(), two.close()]);
      }),
      { numRuns: 12 },
    );
  });

  test('queues, counts and protections agree with the states', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (steps) => {
        const desk = openDealDesk();
        play(desk, steps);
        const { db } = desk;
        expect(db.all(MISPLACED)).toEqual([]);
        const { items, queues, total } = listRegistrations(db, { limit: 100 }, later(20));
        expect(queues.toDecide).toBe(items.filter(({ state }) => state === 'submitted').length);
        expect(queues.uncontested + queues.competing).toBe(queues.toDecide);
        expect(queues.toDecide + queues.inCase + queues.returned + queues.decided).toBe(total);
        expect(
          db.all(`SELECT r.number FROM registrations r WHERE (r.state = 'approved') <>
            (SELECT count(*) FROM protections p WHERE p.registration_id = r.id AND p.state = 'running')`),
        ).toEqual([]);
        // A claim is contested when, and only when, another partner's live one meets it.
        const live = items.filter(({ state }) => ['submitted', 'returned', 'approved'].includes(state));
        for (const item of items.filter(({ state }) => state === 'submitted' || state === 'returned')) {
          const rivals = live.filter(({ partner, family }) => partner !== item.partner && family === item.family);
          expect(item.contested).toBe(rivals.length > 0);
        }
        await desk.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('the hash of a registration’s content', () => {
  const written = RegistrationInput.parse(halden({ partner: 'p' }));

  test('is the same whatever surrounds the values, in which order they stand and when it came', () => {
    const evidence = [
      ...written.evidence,
      { ...written.evidence[0], note: 'Another visit in Ulm.' },
    ] as typeof written.evidence;
    const hash = contentHashOf({ ...written, evidence });
    const twin = {
      ...Object.fromEntries(Object.entries(written).reverse()),
      family: '  CRM ',
      need: '',
      site: null,
      receivedAt: MONDAY.at,
      evidence: [...evidence].reverse(),
    } as typeof written;
    expect(contentHashOf(twin)).toBe(hash);
  });

  test.each([
    ['the partner', { partner: 'q' }],
    ['the value', { value: { minor: 18_400_001, currency: 'EUR' } }],
    ['the customer', { customer: { name: 'Halden Precision AG' } }],
    ['the evidence', { evidence: [] }],
  ])('differs with %s', (_, changes) => {
    const other = RegistrationInput.parse(halden({ partner: 'p', ...changes }));
    expect(contentHashOf(other)).not.toBe(contentHashOf(written));
  });
});

test('a thousand filed in one change take seconds, numbered as they come', async () => {
  const desk = openDealDesk();
  const word = (n: number) => ['nor', 'vik', 'har', 'row', 'tel', 'lus', 'mar', 'bet', 'sol', 'din'][n % 10];
  const name = (n: number) =>
    `${word(n)}${word(Math.floor(n / 10))}${word(Math.floor(n / 100))} ${n % 7 === 0 ? 'industries' : 'werke'}`;
  desk.take({
    asOf: '2026-05-30',
    coveredFrom: '2024-01-01',
    accounts: Array.from({ length: 1_000 }, (_, n) => ({
      key: `B-${n}`,
      name: `${name(n)} GmbH`,
      country: 'DE',
      domain: `b${n}.example`,
    })),
    opportunities: Array.from({ length: 3_000 }, (_, n) => ({
      key: `Q-${n}`,
      account: `B-${n % 1_000}`,
      product: n % 3 === 0 ? 'CRM' : 'Robots',
      openedOn: '2025-01-01',
      closeOn: '2025-06-01',
      status: 'lost',
    })),
  });
  const inputs = Array.from({ length: 1_000 }, (_, n) =>
    RegistrationInput.parse(
      halden({
        partner: ['P-1', 'P-2', 'P-3'][n % 3] ?? 'P-1',
        customer: { name: name(n % 800), country: 'DE', domain: `b${n % 800}.example` },
        reference: `T-${n}`,
      }),
    ),
  );
  const started = process.cpuUsage();
  const numbers = change(desk.db, { verb: 'exchange.commit', input: null }, MONDAY, (tx) => {
    const filed = inputs.map((input) => submitInto(tx, input).number);
    record(tx, { subject: null, subjectName: null, words: 'A file of registrations', what: null });
    return filed;
  });
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1_000_000;
  console.log(`1 000 registrations filed in ${seconds.toFixed(2)} s of processor time`);
  expect(numbers.at(0)).toBe('R-2026-0001');
  expect(numbers.at(-1)).toBe('R-2026-1000');
  expect(seconds).toBeLessThan(15);
  await desk.close();
});
