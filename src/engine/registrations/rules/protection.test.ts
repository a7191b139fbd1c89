import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { on, sampleCalendar, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import { addDays } from '../../programme/rules/dates.ts';
import {
  askBy,
  extensionOf,
  type GrantFacts,
  type ProtectionFacts,
  protectionGranted,
  reminderDates,
  standingOn,
} from './protection.ts';

const programme = sampleProgramme();
const calendar = sampleCalendar(['2026-08-24']);
const grant = (changes: Partial<GrantFacts> = {}, body: ProgrammeBody = programme) =>
  protectionGranted(
    {
      tier: 'Gold',
      family: 'CRM',
      submittedOn: on('2026-05-20'),
      receivedOn: on('2026-05-28'),
      approvedOn: on('2026-05-30'),
      ...changes,
    },
    body,
  );

describe('PR1: what an approval protects', () => {
  test.each([
    ['Registered', 'CRM', '2026-06-29'],
    ['Silver', 'CRM', '2026-07-29'],
    ['Gold', 'CRM', '2026-08-28'],
    ['Platinum', 'CRM', '2026-09-27'],
    ['Unheard of', 'CRM', '2026-06-29'],
    [null, 'CRM', '2026-06-29'],
  ])('PR1: tier %s protects %s until %s', (tier, family, until) => {
    expect(grant({ tier, family }).until).toBe(until);
  });

  test.each([
    ['submission', '2026-05-20', '2026-08-18'],
    ['receipt', '2026-05-28', '2026-08-26'],
    ['approval', '2026-05-30', '2026-08-28'],
  ] as const)('PR1: from %s it runs from %s until %s', (startsFrom, from, until) => {
    const body = sampleProgramme({ protection: { ...programme.protection, startsFrom } });
    expect(grant({}, body)).toMatchObject({ from, until, startsFrom });
  });

  test.each([
    ['CRM', '2026-11-26'],
    ['Robots', '2027-05-30'],
  ])('PR1: the cap of %s is %s', (family, capOn) => {
    expect(grant({ family }).capOn).toBe(capOn);
  });

  test('PR1: meetings are due 30 days after the approval, reminded at 20, lapsed after 45', () => {
    expect(grant()).toMatchObject({
      meetingReminderOn: '2026-06-19',
      meetingDueOn: '2026-06-29',
      meetingLapseOn: '2026-07-14',
    });
  });
});

const running = (changes: Partial<ProtectionFacts> = {}): ProtectionFacts => {
  const { from, until, capOn, meetingLapseOn } = grant();
  return {
    from,
    until,
    capOn,
    meetingLapseOn,
    state: 'running',
    evidence: [],
    meetingHeldOn: on('2026-06-10'),
    ...changes,
  };
};
const fresh = { kind: 'in evaluation' as const, date: on('2026-07-20'), note: 'Trial with ten users has begun.' };

describe('PR2, PR3: extensions', () => {
  test('PR2: the last day to ask is five business days before the end, holidays not counted', () => {
    expect(askBy(on('2026-08-28'), programme, calendar)).toBe('2026-08-20');
  });

  test.each([
    { granted: true, when: 'asked on the last day', today: '2026-08-20' },
    { granted: false, when: 'asked the day after', today: '2026-08-21', code: 'asked_late' },
    {
      granted: false,
      when: 'the evidence was given before',
      today: '2026-08-01',
      facts: { evidence: [fresh] },
      code: 'evidence_not_new',
    },
    {
      granted: true,
      when: 'other evidence was given before',
      today: '2026-08-01',
      facts: { evidence: [{ ...fresh, note: 'Trial agreed with the head of sales.' }] },
    },
    {
      granted: false,
      when: 'the evidence is from before the protection',
      today: '2026-08-01',
      evidence: { ...fresh, date: on('2026-05-29') },
      code: 'evidence_not_new',
    },
    { granted: false, when: 'the evidence is dated tomorrow', today: '2026-07-19', code: 'evidence_in_future' },
    {
      granted: false,
      when: 'the note is short',
      today: '2026-08-01',
      evidence: { ...fresh, note: 'Trial began.' },
      code: 'note_short',
    },
    {
      granted: false,
      when: 'the cap is reached',
      today: '2026-08-01',
      facts: { capOn: on('2026-08-28') },
      code: 'cap_reached',
    },
    {
      granted: false,
      when: 'it has lapsed',
      today: '2026-08-01',
      facts: { state: 'lapsed' as const },
      code: 'protection_over',
    },
  ])('PR3: granted is $granted when $when', ({ today, granted, facts, evidence, code }) => {
    const extension = extensionOf(running(facts), evidence ?? fresh, on(today), programme, calendar);
    expect(extension.granted).toBe(granted);
    if (!extension.granted) expect(extension.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('PR3: adds 30 days, and no more than the cap leaves', () => {
    expect(extensionOf(running(), fresh, on('2026-08-01'), programme, calendar)).toEqual({
      granted: true,
      until: '2026-09-27',
    });
    expect(extensionOf(running({ capOn: on('2026-09-01') }), fresh, on('2026-08-01'), programme, calendar)).toEqual({
      granted: true,
      until: '2026-09-01',
    });
  });

  test('PR3: however often it is extended, it never passes the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (times) => {
        let facts = running();
        for (let round = 0; round < times; round += 1) {
          const today = addDays(facts.until, -20);
          const evidence = { ...fresh, date: today, note: `What happened in round ${round} of it.` };
          const extension = extensionOf(facts, evidence, today, programme, calendar);
          if (!extension.granted) break;
          facts = { ...facts, until: extension.until, evidence: [...facts.evidence, evidence] };
        }
        expect(facts.until <= facts.capOn).toBe(true);
      }),
    );
  });
});

describe('PR4, PR5: reminders and ends', () => {
  test('PR4: reminders are 30, 14, 7 and 1 days before the end, and after the beginning', () => {
    expect(reminderDates(running(), programme).map(({ on: date }) => date)).toEqual([
      '2026-07-29',
      '2026-08-14',
      '2026-08-21',
      '2026-08-27',
    ]);
    expect(
      reminderDates({ from: on('2026-08-10'), until: on('2026-08-28') }, programme).map((one) => one.daysBefore),
    ).toEqual([14, 7, 1]);
  });

  test.each([
    ['running', 'the last day', '2026-08-28', on('2026-06-10')],
    ['expired', 'the day after', '2026-08-29', on('2026-06-10')],
    ['running', 'the 45th day without a meeting', '2026-07-14', null],
    ['no first meeting', 'the day after that', '2026-07-15', null],
  ])('PR5: %s on %s', (state, _when, today, meetingHeldOn) => {
    const standing = standingOn(running({ meetingHeldOn }), on(today));
    expect(standing.state === 'lapsed' ? standing.because : standing.state).toBe(state);
  });

  test('PR5: one that ends before the meeting was due simply expires', () => {
    expect(standingOn(running({ until: on('2026-07-01'), meetingHeldOn: null }), on('2026-07-20'))).toEqual({
      state: 'lapsed',
      on: '2026-07-02',
      because: 'expired',
    });
  });
});
