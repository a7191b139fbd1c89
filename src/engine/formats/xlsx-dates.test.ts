import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfSerial, kindOfBuiltIn, kindOfFormat, serialOfDate } from './xlsx-dates.ts';

describe('what a number format shows', () => {
  test.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-409]d\\-mmm\\-yy;@', 'date'],
    ['mmm yy', 'date'],
    ['dd/mm/yyyy hh:mm', 'date and time'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm:ss', 'number'],
    ['General', 'number'],
    ['0.00E+00', 'number'],
    ['#,##0.00 "Kd"', 'number'],
    ['_-* #,##0.00\\ _D_M_-', 'number'],
    ['[Red]-0.0%', 'number'],
    ['"day" 0', 'number'],
  ])('%s: %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind);
  });

  test.each([
    [0, 'number'],
    [14, 'date'],
    [20, 'time'],
    [22, 'date and time'],
    [49, 'number'],
  ])('built-in format %i: %s', (id, kind) => {
    expect(kindOfBuiltIn(id)).toBe(kind);
  });
});

describe('the day of a serial number', () => {
  test.each([
    { serial: 1, calendar: 1900, date: '1900-01-01' },
    { serial: 59, calendar: 1900, date: '1900-02-28' },
    { serial: 60, calendar: 1900, date: undefined },
    { serial: 61, calendar: 1900, date: '1900-03-01' },
    { serial: 46_082, calendar: 1900, date: '2026-03-01' },
    { serial: 44_620, calendar: 1904, date: '2026-03-01' },
    { serial: 0, calendar: 1904, date: '1904-01-01' },
    { serial: 2_958_465, calendar: 1900, date: '9999-12-31' },
    { serial: 2_958_466, calendar: 1900, date: undefined },
    { serial: -1, calendar: 1900, date: undefined },
    { serial: 46_082.999_999_9, calendar: 1900, date: '2026-03-02' },
  ] as const)('$serial in the $calendar calendar is $date', ({ serial, calendar, date }) => {
    expect(dateOfSerial(serial, 'date', calendar)).toBe(date);
  });

  test('its fraction is the time', () => {
    expect(dateOfSerial(46_082.5, 'date and time', 1900)).toBe('2026-03-01T12:00:00');
    expect(dateOfSerial(0.25, 'time', 1900)).toBe('06:00:00');
  });

  test('every day since 1900, turned to a number and back, is the same', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(dateOfSerial(serialOfDate(iso), 'date', 1900)).toBe(iso);
      }),
    );
  });
});
