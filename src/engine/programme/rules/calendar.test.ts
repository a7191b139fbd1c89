import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpochMs, IsoDate } from '../../../contract/units.ts';
import {
  addBusinessDays,
  addBusinessHours,
  businessDaysBetween,
  businessHoursBetween,
  type Calendar,
  dayOf,
  endOfDay,
  hoursOfBusinessDay,
  isBusinessDay,
  startOfDay,
  subtractBusinessHours,
} from './calendar.ts';

const berlin = (holidays: string[] = []): Calendar => ({
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  until: '17:00',
  holidays: new Set(holidays as IsoDate[]),
});
const at = (instant: string) => Date.parse(instant) as EpochMs;
const iso = (instant: EpochMs) => new Date(instant).toISOString();
const plain = berlin();
const withHoliday = berlin(['2026-11-25']);

describe('business hours', () => {
  test.each([
    { when: 'inside a day', from: '2026-11-23T10:00+01:00', hours: 4, ends: '2026-11-23T14:00+01:00' },
    {
      when: 'used up exactly at the end of the day',
      from: '2026-11-23T13:00+01:00',
      hours: 4,
      ends: '2026-11-23T17:00+01:00',
    },
    { when: 'over night', from: '2026-11-23T15:00+01:00', hours: 4, ends: '2026-11-24T11:00+01:00' },
    { when: 'from before the working day', from: '2026-11-23T03:00+01:00', hours: 1, ends: '2026-11-23T10:00+01:00' },
    { when: 'from a Saturday', from: '2026-11-28T12:00+01:00', hours: 1, ends: '2026-11-30T10:00+01:00' },
    { when: 'over a holiday', from: '2026-11-24T16:00+01:00', hours: 2, ends: '2026-11-26T10:00+01:00' },
    {
      when: 'over the change to summer time',
      from: '2026-03-27T16:00+01:00',
      hours: 2,
      ends: '2026-03-30T10:00+02:00',
    },
    {
      when: 'over the change to winter time',
      from: '2026-10-23T16:00+02:00',
      hours: 2,
      ends: '2026-10-26T10:00+01:00',
    },
    { when: 'none', from: '2026-11-28T12:00+01:00', hours: 0, ends: '2026-11-28T12:00+01:00' },
  ])('$hours hours $when', ({ from, hours, ends }) => {
    expect(iso(addBusinessHours(at(from), hours, withHoliday))).toBe(iso(at(ends)));
    expect(businessHoursBetween(at(from), at(ends), withHoliday)).toBe(hours);
  });

  test('are counted backwards as negative', () => {
    expect(businessHoursBetween(at('2026-11-24T11:00+01:00'), at('2026-11-23T15:00+01:00'), plain)).toBe(-4);
  });

  test('a negative count and a calendar without a working day are refused', () => {
    expect(() => addBusinessHours(at('2026-11-23T10:00Z'), -1, plain)).toThrow('zero or more');
    expect(() => addBusinessHours(at('2026-11-23T10:00Z'), 1, { ...plain, days: [] })).toThrow('found none');
    expect(() => addBusinessDays('2026-11-23' as IsoDate, 1, { ...plain, days: [] })).toThrow('found none');
  });

  test('a day that works to 24:00 has all its hours', () => {
    const always: Calendar = { ...plain, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00' };
    expect(businessHoursBetween(at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z'), always)).toBe(23);
    expect(hoursOfBusinessDay(always)).toBe(24);
  });
});

describe('business days', () => {
  test.each([
    { from: '2026-11-23T15:00+01:00', days: 2, ends: '2026-11-26T15:00+01:00' },
    { from: '2026-11-28T12:00+01:00', days: 1, ends: '2026-11-30T17:00+01:00' },
  ])('$days business days from $from end at $ends', ({ from, days, ends }) => {
    expect(iso(addBusinessDays(at(from), days, withHoliday))).toBe(iso(at(ends)));
  });

  test.each([
    ['2026-11-23', 2, '2026-11-26'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-30', -1, '2026-11-27'],
    ['2026-11-26', -1, '2026-11-24'],
    ['2026-11-28', 0, '2026-11-28'],
  ])('%s and %i business days is %s', (date, days, expected) => {
    expect(addBusinessDays(date as IsoDate, days, withHoliday)).toBe(expected);
    if (isBusinessDay(date as IsoDate, withHoliday)) {
      expect(businessDaysBetween(date as IsoDate, expected as IsoDate, withHoliday)).toBe(days);
    }
  });
});

describe('local days', () => {
  test.each([
    ['2026-11-22T23:00:00.000Z', '2026-11-23'],
    ['2026-11-22T22:59:59.999Z', '2026-11-22'],
    ['2026-07-22T22:00:00.000Z', '2026-07-23'],
  ])('in Berlin %s is on %s', (instant, date) => {
    expect(dayOf(at(instant), plain)).toBe(date);
  });

  test('the last millisecond of a day is in it, the next is not', () => {
    const end = endOfDay('2026-10-25' as IsoDate, plain);
    expect(iso(end)).toBe('2026-10-25T22:59:59.999Z');
    expect(dayOf(end, plain)).toBe('2026-10-25');
    expect(dayOf((end + 1) as EpochMs, plain)).toBe('2026-10-26');
    expect(startOfDay('2026-10-26' as IsoDate, plain)).toBe(end + 1);
  });

  test.each(['Pacific/Apia', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati'])(
    'are right in %s',
    (timeZone) => {
      const calendar = { ...plain, timeZone };
      fc.assert(
        fc.property(fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), (seconds) => {
          const instant = (seconds * 1_000) as EpochMs;
          const expected = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
          expect(dayOf(instant, calendar)).toBe(expected);
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('laws of business time', () => {
  const instant = () =>
    fc
      .integer({ min: Date.parse('2025-11-01T00:00Z') / 1_000, max: Date.parse('2027-04-30T00:00Z') / 1_000 })
      .map((s) => (s * 1_000) as EpochMs);
  const hours = () => fc.integer({ min: 0, max: 400 * 60 }).map((minutes) => minutes / 60);
  const calendar = () =>
    fc.constantFrom(plain, withHoliday, { ...plain, timeZone: 'America/New_York', from: '08:30', until: '18:15' });

  test('hours added are hours between', () => {
    fc.assert(
      fc.property(instant(), hours(), calendar(), (from, count, rules) => {
        expect(businessHoursBetween(from, addBusinessHours(from, count, rules), rules)).toBeCloseTo(count, 6);
      }),
    );
  });

  test('hours taken off are hours between', () => {
    fc.assert(
      fc.property(instant(), hours(), calendar(), (until, count, rules) => {
        expect(businessHoursBetween(subtractBusinessHours(until, count, rules), until, rules)).toBeCloseTo(count, 6);
      }),
    );
  });

  test('a later start or more hours never end sooner', () => {
    fc.assert(
      fc.property(
        instant(),
        fc.integer({ min: 0, max: 10_000_000 }),
        hours(),
        hours(),
        calendar(),
        (from, later, a, b, rules) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          expect(addBusinessHours(from, less, rules)).toBeLessThanOrEqual(addBusinessHours(from, more, rules));
          if (less > 0) {
            expect(addBusinessHours(from, less, rules)).toBeLessThanOrEqual(
              addBusinessHours((from + later) as EpochMs, less, rules),
            );
          }
        },
      ),
    );
  });

  test('a shift by one whole week without holidays changes nothing', () => {
    const local = { ...plain, timeZone: 'UTC' };
    const week = 7 * 86_400_000;
    fc.assert(
      fc.property(instant(), hours(), (from, count) => {
        expect(addBusinessHours((from + week) as EpochMs, count, local)).toBe(
          addBusinessHours(from, count, local) + week,
        );
      }),
    );
  });

  test('time between is additive', () => {
    fc.assert(
      fc.property(instant(), instant(), instant(), calendar(), (a, b, c, rules) => {
        const there = businessHoursBetween(a, b, rules) + businessHoursBetween(b, c, rules);
        expect(there).toBeCloseTo(businessHoursBetween(a, c, rules), 6);
      }),
    );
  });

  test('100 000 calls of each are quick', () => {
    const from = at('2026-01-05T10:00Z');
    const started = performance.now();
    for (let i = 0; i < 100_000; i += 1) {
      const start = (from + (i % 5_000) * 3_600_000) as EpochMs;
      businessHoursBetween(start, addBusinessHours(start, 16, plain), plain);
    }
    const ms = performance.now() - started;
    console.log(`100 000 × add and between: ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(5_000);
  });
});
