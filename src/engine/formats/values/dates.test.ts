import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateOrder, detectDateOrder, readDate } from './dates.ts';
import type { Reading } from './reading.ts';

const valueOr = <Value>(reading: Reading<Value>) => (reading.ok ? reading.value : reading.code);

describe('the order of a column', () => {
  test.each<{ order: DateOrder; samples: string[]; why: string }>([
    { order: 'dmy', samples: ['03/04/2026', '13/04/2026'], why: 'a first number above 12' },
    { order: 'mdy', samples: ['10/20/2016', '3/1/2017'], why: 'a second number above 12' },
    { order: 'dmy', samples: ['3.4.2026', '5.6.2026'], why: 'points' },
    { order: 'ambiguous', samples: ['3/4/2026', '5.6.2026'], why: 'points in some cells only' },
    { order: 'ambiguous', samples: ['03/04/2026', '05/06/2026'], why: 'no number above 12' },
    { order: 'ambiguous', samples: ['13/04/2026', '04/13/2026'], why: 'cells that contradict each other' },
    { order: 'iso', samples: ['2026-04-03', '2026-04-03T10:00:00Z'], why: 'the year first' },
    { order: 'mdy', samples: ['5/20/2024 7:42', '8/31/2024'], why: 'a time after the date changes nothing' },
    { order: 'none', samples: ['', 'soon', '12 Mar 2026'], why: 'no date in figures' },
  ])('$order for $samples: $why', ({ order, samples }) => {
    expect(detectDateOrder(samples)).toBe(order);
  });
});

describe('a date', () => {
  test.each([
    ['2026-09-30', 'iso', '2026-09-30'],
    ['2026-09-30T23:30:00-08:00', 'iso', '2026-09-30'],
    ['2018/3/31', 'iso', '2018-03-31'],
    ['20260930', 'iso', '2026-09-30'],
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['03/04/2026', 'ambiguous', 'date_ambiguous'],
    ['04/04/2026', 'ambiguous', '2026-04-04'],
    ['13/04/2026', 'ambiguous', '2026-04-13'],
    ['30.9.26', 'dmy', '2026-09-30'],
    ['1/1/69', 'dmy', '2069-01-01'],
    ['1/1/70', 'dmy', '1970-01-01'],
    ['5/20/2024 7:42', 'mdy', '2024-05-20'],
    ['30 Sep 2026', 'none', '2026-09-30'],
    ['Mon, 3 Aug 2026', 'none', '2026-08-03'],
    ['September 30, 2026', 'none', '2026-09-30'],
    ['Sept 3rd, 2026', 'none', '2026-09-03'],
    ['12-Mar-26', 'none', '2026-03-12'],
    ['30. März 2026', 'none', '2026-03-30'],
    ['3 de marzo de 2026', 'none', '2026-03-03'],
    ['1er janvier 2026', 'none', '2026-01-01'],
    ['29.02.2024', 'dmy', '2024-02-29'],
    ['31.02.26', 'dmy', 'date_unreadable'],
    ['2026-13-01', 'iso', 'date_unreadable'],
    ['0026-01-01', 'iso', 'date_out_of_range'],
    ['Q2 FY26', 'none', 'date_is_quarter'],
    ['46082', 'none', 'date_is_serial'],
    ['soon', 'none', 'date_unreadable'],
    ['', 'none', 'date_unreadable'],
  ] as const)('%j in order %s is %s', (text, order, expected) => {
    expect(valueOr(readDate(text, order))).toBe(expected);
  });

  test.each([{ text: '46082', repair: '2026-03-01' }])('$text is offered as $repair', ({ text, repair }) => {
    expect(readDate(text, 'dmy')).toMatchObject({ ok: false, repair });
  });

  test('a date cell of a workbook loses its time, and is never moved', () => {
    expect(readDate({ date: '2026-09-30T23:59:59' }, 'none')).toEqual({ ok: true, value: '2026-09-30' });
  });

  test('any day, written in any order and separator, is read back in that order', () => {
    const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('dmy', 'mdy'),
        fc.constantFrom('.', '/', '-'),
        fc.boolean(),
        (date, order, mark, padded) => {
          const iso = date.toISOString().slice(0, 10);
          const [year = '', month = '', dayOfMonth = ''] = iso
            .split('-')
            .map((part) => (padded ? part : String(Number(part))));
          const parts = order === 'dmy' ? [dayOfMonth, month, year] : [month, dayOfMonth, year];
          expect(readDate(parts.join(mark), order)).toEqual({ ok: true, value: iso });
        },
      ),
    );
  });

  test('any text at all is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('iso', 'dmy', 'mdy', 'ambiguous'), (text, order) => {
        expect(typeof readDate(text, order).ok).toBe('boolean');
      }),
    );
  });
});
