import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, sampleCalendar, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { EpochMs } from '../../../contract/units.ts';
import { businessHoursBetween } from '../../programme/rules/calendar.ts';
import { answerDueAt, clockAt, deadlinesAfterReturn, deadlinesAtReceipt, hoursTaken } from './service-levels.ts';

const levels = sampleProgramme().serviceLevels;
const calendar = sampleCalendar(['2026-06-04']);
const received = at('2026-06-01T10:00+02:00');
const deadlines = deadlinesAtReceipt(received, levels, calendar);
const iso = (instant: EpochMs) => new Date(instant).toISOString();

describe('the clock of a registration', () => {
  test('SL1: acknowledged within four business hours', () => {
    expect(iso(deadlines.acknowledgeBy)).toBe('2026-06-01T12:00:00.000Z');
  });

  test('SL2: decided within two business days', () => {
    expect(iso(deadlines.decideBy)).toBe('2026-06-03T08:00:00.000Z');
  });

  test('SL3: escalated after three, the holiday not counted', () => {
    expect(iso(deadlines.escalateAt)).toBe('2026-06-05T08:00:00.000Z');
  });

  test('SL4: a return is answered within five business days', () => {
    expect(iso(answerDueAt(received, levels, calendar))).toBe('2026-06-09T08:00:00.000Z');
  });

  test('SL2: the time with the partner does not count', () => {
    const moved = deadlinesAfterReturn(deadlines, at('2026-06-02T10:00+02:00'), at('2026-06-08T15:00+02:00'), calendar);
    expect(iso(moved.decideBy)).toBe('2026-06-09T13:00:00.000Z');
    expect(moved.acknowledgeBy).toBe(deadlines.acknowledgeBy);
  });

  test('SL2: one returned when it was overdue comes back just as overdue', () => {
    const moved = deadlinesAfterReturn(deadlines, at('2026-06-03T12:00+02:00'), at('2026-06-08T15:00+02:00'), calendar);
    expect(businessHoursBetween(moved.decideBy, at('2026-06-08T15:00+02:00'), calendar)).toBe(2);
  });

  test.each([
    ['calm', '2026-06-01T11:00+02:00', 15],
    ['due', '2026-06-02T14:00+02:00', 4],
    ['due', '2026-06-03T10:00+02:00', 0],
    ['overdue', '2026-06-03T10:01+02:00', -1 / 60],
    ['escalated', '2026-06-05T10:00+02:00', -8],
  ])('SL2, SL3: %s at %s', (level, now, left) => {
    const clock = clockAt({ state: 'with us', ...deadlines }, at(now), levels, calendar);
    expect(clock).toMatchObject({ state: 'running', level });
    expect(clock.state === 'running' ? clock.leftHours : Number.NaN).toBeCloseTo(left, 6);
  });

  test('SL4: a returned one shows the partner’s time', () => {
    const due = answerDueAt(received, levels, calendar);
    expect(clockAt({ state: 'with the partner', answerDueAt: due }, received, levels, calendar)).toEqual({
      state: 'stopped',
      answerDueAt: due,
      leftHours: 40,
    });
    expect(clockAt({ state: 'decided', tookHours: 3 }, received, levels, calendar)).toEqual({
      state: 'done',
      tookHours: 3,
    });
  });

  test('SL2: hours left plus hours taken are the promise, however often it was returned', () => {
    const minute = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(minute, minute, minute, (a, b, c) => {
        const later = (minutes: number, from: EpochMs) => (from + minutes * 60_000) as EpochMs;
        const returned = later(a, received);
        const answered = later(b, returned);
        const now = later(c, answered);
        const moved = deadlinesAfterReturn(deadlines, returned, answered, calendar);
        const taken =
          businessHoursBetween(received, now, calendar) - businessHoursBetween(returned, answered, calendar);
        expect(businessHoursBetween(now, moved.decideBy, calendar) + taken).toBeCloseTo(16, 6);
        expect(hoursTaken(received, now, businessHoursBetween(returned, answered, calendar), calendar)).toBeCloseTo(
          taken,
          6,
        );
      }),
    );
  });
});
