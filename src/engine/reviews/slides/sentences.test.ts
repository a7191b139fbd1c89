import { describe, expect, test } from 'vitest';
import { sayIn } from '../../insights/index.ts';
import {
  activeWithoutWin,
  amongActive,
  decidedInTime,
  promisesSentence,
  registeredSentence,
  wonOfRegistered,
} from './sentences.ts';

const say = sayIn();

describe('the promises of the last review', () => {
  test.each([
    { all: 0, kept: 0, late: 0, is: 'The last review agreed on nothing that could be looked back on.' },
    { all: 1, kept: 0, late: 0, is: 'The one promise of the last review is still open.' },
    { all: 1, kept: 0, late: 1, is: 'The one promise of the last review is late.' },
    { all: 1, kept: 1, late: 0, is: 'The one promise of the last review was kept.' },
    { all: 2, kept: 0, late: 0, is: 'Neither of the two promises of the last review was kept yet.' },
    { all: 2, kept: 0, late: 1, is: 'Neither of the two promises of the last review was kept yet, one is late.' },
    { all: 2, kept: 0, late: 2, is: 'Neither of the two promises of the last review was kept yet, both are late.' },
    { all: 2, kept: 1, late: 1, is: 'One of the two promises of the last review was kept, one is late.' },
    { all: 2, kept: 2, late: 0, is: 'Both promises of the last review were kept.' },
    { all: 3, kept: 0, late: 3, is: 'None of the three promises of the last review was kept yet, all are late.' },
    { all: 3, kept: 0, late: 2, is: 'None of the three promises of the last review was kept yet, two are late.' },
    { all: 3, kept: 2, late: 0, is: 'Two of the three promises of the last review were kept.' },
    { all: 14, kept: 14, late: 0, is: 'All 14 promises of the last review were kept.' },
  ])('$kept of $all kept, $late late', ({ all, kept, late, is }) => {
    expect(promisesSentence(say, all, kept, late)).toBe(is);
  });
});

describe('how many registrations were won', () => {
  const early = 'not had the time a deal takes';
  test.each([
    { of: 0, won: 0, young: true, is: 'No registration was received in Q3, so there is nothing to convert.' },
    {
      of: 1,
      won: 0,
      young: true,
      is: `The one registration received in Q3 has not been won yet; it may ${early.replace('had', 'have had')}.`,
    },
    { of: 1, won: 0, young: false, is: 'The one registration received in Q3 has not been won yet.' },
    { of: 1, won: 1, young: true, is: 'The one registration received in Q3 has been won.' },
    { of: 2, won: 0, young: false, is: 'Of two registrations received in Q3, none has been won so far.' },
    {
      of: 2,
      won: 1,
      young: true,
      is: `Of two registrations received in Q3, one has been won so far; they may ${early.replace('had', 'have had')}.`,
    },
    { of: 2, won: 2, young: true, is: 'Both registrations received in Q3 have been won.' },
    { of: 3, won: 3, young: true, is: 'All three registrations received in Q3 have been won.' },
    {
      of: 14,
      won: 2,
      young: true,
      is: `Of 14 registrations received in Q3, two have been won so far; most have ${early}.`,
    },
  ])('$won of $of, young: $young', ({ of, won, young, is }) => {
    expect(wonOfRegistered(say, of, won, young, 'Q3')).toBe(is);
  });
});

describe('what one partner registered', () => {
  test.each([
    { of: 0, won: 0, is: 'You registered nothing in Q3.' },
    { of: 1, won: 0, is: 'You registered one deal in Q3, and it has not been won yet.' },
    { of: 1, won: 1, is: 'You registered one deal in Q3, and it has been won.' },
    { of: 2, won: 0, is: 'You registered two deals in Q3, and none of them has been won yet.' },
    { of: 2, won: 1, is: 'You registered two deals in Q3, and one of them has been won.' },
    { of: 2, won: 2, is: 'You registered two deals in Q3, and both of them have been won.' },
    { of: 14, won: 3, is: 'You registered 14 deals in Q3, and three of them have been won.' },
    { of: 14, won: 14, is: 'You registered 14 deals in Q3, and all of them have been won.' },
  ])('$won of $of', ({ of, won, is }) => {
    expect(registeredSentence(say, 'You', of, won, 'Q3')).toBe(is);
  });
});

describe('who was active', () => {
  test.each([
    { isActive: false, active: 0, is: 'Kestrel neither registered nor closed anything in Q3.' },
    { isActive: false, active: 3, is: 'Kestrel neither registered nor closed anything in Q3.' },
    { isActive: true, active: 1, is: 'Kestrel was the only active partner in Q3.' },
    { isActive: true, active: 2, is: 'Kestrel is one of two active partners in Q3.' },
    { isActive: true, active: 14, is: 'Kestrel is one of 14 active partners in Q3.' },
  ])('itself: $isActive, in all $active', ({ isActive, active, is }) => {
    expect(amongActive(say, 'Kestrel', isActive, active, 'Q3')).toBe(is);
  });

  test.each([
    { active: 0, is: 'No partner was active in Q3.' },
    { active: 1, is: 'One partner was active in Q3; it has not won a sourced deal yet.' },
    { active: 2, is: 'Two partners were active in Q3; none has won a sourced deal yet.' },
    { active: 14, is: '14 partners were active in Q3; none has won a sourced deal yet.' },
  ])('$active and no win', ({ active, is }) => {
    expect(activeWithoutWin(say, active, 'Q3')).toBe(is);
  });
});

describe('decisions in time', () => {
  test.each([
    { of: 0, kept: 0, days: 2, is: 'nothing was decided in Q3' },
    { of: 1, kept: 0, days: 1, is: 'the one decision was not made within 1 business day' },
    { of: 1, kept: 1, days: 2, is: 'the one decision was made within 2 business days' },
    { of: 2, kept: 0, days: 2, is: 'neither of two decisions was made within 2 business days' },
    { of: 2, kept: 1, days: 2, is: '1 of 2 decisions was made within 2 business days' },
    { of: 2, kept: 2, days: 2, is: 'both decisions were made within 2 business days' },
    { of: 14, kept: 0, days: 2, is: 'none of 14 decisions was made within 2 business days' },
    { of: 14, kept: 9, days: 2, is: '9 of 14 decisions were made within 2 business days' },
    { of: 14, kept: 14, days: 2, is: 'every decision was made within 2 business days' },
  ])('$kept of $of', ({ of, kept, days, is }) => {
    expect(decidedInTime(say, of, kept, days, 'Q3')).toBe(is);
  });
});
