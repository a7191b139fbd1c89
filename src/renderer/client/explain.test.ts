import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { explain, explainShortly, placeOf } from './explain.ts';
import { ConnectionLost } from './link.ts';

const declared = (code: string, data: unknown) => new ORPCError(code, { defined: true, data });
const unreadable = {
  code: 'date_unreadable',
  message: '“31.02.26” is not a date.',
  todo: 'Find out which day is meant and write that one.',
  file: 'pipeline.csv',
  sheet: 'Deals',
  row: 17,
  column: 'Close Date',
};

describe('an error of a call is told in words', () => {
  test('a refusal says what happened, where, and what to do', () => {
    const told = explain(declared('REFUSED', { problems: [unreadable, { ...unreadable, row: 44 }] }));
    expect(told).toMatchObject({
      what: '“31.02.26” is not a date.',
      where: 'pipeline.csv, sheet Deals, row 17, column Close Date',
      todo: 'Find out which day is meant and write that one.',
      retry: false,
    });
    expect(told.more).toHaveLength(1);
  });

  test('a code of one feature alone is told from its problems too', () => {
    expect(explain(declared('PLAN_STALE', { problems: [unreadable] })).title).toBe(
      'The workspace has changed since the check',
    );
    expect(explain(declared('SOMETHING_NEW', { problems: [unreadable] })).what).toBe('“31.02.26” is not a date.');
  });

  test('a stale revision names who changed it', () => {
    expect(explain(declared('STALE_REVISION', { changedBy: 'M. Okafor', changedAt: 0 })).what).toContain('M. Okafor');
  });

  test('what is not there is named', () => {
    expect(explain(declared('NOT_FOUND', { what: 'registration', id: 'x' })).what).toBe(
      'There is no such registration here.',
    );
  });

  test('a cut connection may be asked again, and the last change must be looked at', () => {
    expect(explain(new ConnectionLost())).toMatchObject({ code: 'CONNECTION_LOST', retry: true });
  });

  test('an error nobody declared is called a defect, with the words to report', () => {
    expect(explain(new TypeError('x is undefined'))).toMatchObject({
      code: 'DEFECT',
      technical: 'TypeError: x is undefined',
    });
  });

  test('a toast has one sentence with its place', () => {
    expect(explainShortly(declared('REFUSED', { problems: [{ ...unreadable, sheet: undefined }] }))).toBe(
      '“31.02.26” is not a date. (pipeline.csv, row 17, column Close Date) Find out which day is meant and write that one.',
    );
    expect(placeOf({ code: 'x', message: '', todo: '' })).toBeUndefined();
    expect(placeOf({ code: 'x', message: '', todo: '', column: 'from' })).toBeUndefined();
  });
});
