import { describe, expect, test } from 'vitest';
import { followedWords } from './followed-words.ts';

const keyOf = (id: string) => (id === 'gone' ? undefined : `OPP-${id}`);
const said = (
  ...followed: readonly (readonly [kind: string, became: string, because: string, opportunity?: string])[]
) =>
  followedWords(
    followed.map(([kind, became, because, opportunity]) => ({
      kind,
      record: 'r',
      became,
      because,
      ...(opportunity === undefined ? {} : { opportunity }),
    })),
    keyOf,
  );

describe('what followed for one registration is said in its history', () => {
  test.each([
    ['links changed', 'linked', 'the same account', '9', 'Linked to OPP-9: the same account.'],
    ['links changed', 'offered', 'the same family', '9', 'OPP-9 was offered as its opportunity: the same family.'],
    [
      'links changed',
      'removed',
      'it fits no longer',
      'gone',
      'The link to an opportunity no extract has now was taken away: it fits no longer.',
    ],
    ['won or lost', 'won', 'opportunity OPP-9 was won', undefined, 'Won: opportunity OPP-9 was won.'],
    ['won or lost', 'lost', 'opportunity OPP-9 was lost', undefined, 'Lost: opportunity OPP-9 was lost.'],
    ['expired', 'expired', 'the protection ran out unworked', undefined, 'Expired: the protection ran out unworked.'],
    [
      'protections lapsed',
      'lapsed on 2026-09-10',
      'expired',
      undefined,
      'Its protection lapsed on 2026-09-10: expired.',
    ],
    [
      'opened again',
      'approved',
      'opportunity OPP-9 may be its own',
      undefined,
      'Open again: opportunity OPP-9 may be its own.',
    ],
    ['attributed', 'sourced, was direct', 'It was first.', undefined, 'Credited as sourced, was direct: It was first.'],
    [
      'earnings changed',
      '1 accrued, 0 reversed',
      'The opportunity was won.',
      undefined,
      'Earnings: 1 accrued. The opportunity was won.',
    ],
    [
      'earnings changed',
      '0 accrued, 1 reversed',
      'The opportunity was lost.',
      undefined,
      'Earnings: 1 reversed. The opportunity was lost.',
    ],
    [
      'checked again',
      'on account 7',
      'entry 3 of the journal changed what they were checked against',
      undefined,
      'Its customer was found in the CRM: entry 3 of the journal changed what it was checked against.',
    ],
    [
      'checked again',
      'changed: NN1',
      'entry 3 of the journal changed what they were checked against',
      undefined,
      'Checked again, changed: NN1: entry 3 of the journal changed what it was checked against.',
    ],
  ] as const)('%s: %s', (kind, became, because, opportunity, words) => {
    expect(said(opportunity === undefined ? [kind, became, because] : [kind, became, because, opportunity])).toBe(
      words,
    );
  });

  test('the cause before what came of it', () => {
    expect(said(['earnings changed', '1 accrued, 0 reversed', 'Won.'], ['won or lost', 'won', 'OPP-9 was won'])).toBe(
      'Won: OPP-9 was won. Earnings: 1 accrued. Won.',
    );
  });

  test('a check that found nothing new is not told', () => {
    expect(said(['checked again', 'unchanged', 'entry 3'])).toBeNull();
  });
});
