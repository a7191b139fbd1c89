import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../../contract/units.ts';
import { broughtOf, draftOf, emptyDraft, fieldsAsked, inputOf, moneyOf } from './registrationDraft.ts';

const today = '2026-10-12' as IsoDate;
const blank = emptyDraft('EUR', today);
const input = {
  partner: '0192f7a0-0000-7000-8000-000000000001',
  type: 'resale' as const,
  customer: { name: 'Halden Precision GmbH', country: 'DE' },
  contact: { name: 'J. Brandt' },
  value: { minor: 18_400_000, currency: 'EUR' } as never,
  evidence: [],
};

describe('an amount is held in minor units', () => {
  test.each([
    { currency: 'EUR', value: 184_000.05, minor: 18_400_005 },
    { currency: 'JPY', value: 184_000, minor: 184_000 },
    { currency: 'KWD', value: 1.005, minor: 1_005 },
    { currency: 'EUR', value: 1.115, minor: 112 },
  ])('$value $currency is $minor', ({ currency, value, minor }) => {
    expect(moneyOf({ value, currency })).toEqual({ minor, currency });
  });

  test('no amount is no amount, not zero', () => {
    expect(moneyOf(blank)).toBeNull();
  });
});

describe('the answer to a return', () => {
  const before = draftOf(input, 'EUR', today);

  test('brings nothing when nothing was changed', () => {
    expect(broughtOf(before, before)).toEqual({});
  });

  test('brings what was changed and leaves the rest alone', () => {
    const answered = { ...before, domain: ' halden.de ', note: 'Walked the line, measured takt.', date: '2026-10-02' };
    expect(broughtOf(answered, before)).toEqual({
      customer: {
        name: 'Halden Precision GmbH',
        domain: 'halden.de',
        country: 'DE',
        city: null,
        postcode: null,
        address: null,
      },
      evidence: [{ kind: 'initial discussion', date: '2026-10-02', note: 'Walked the line, measured takt.' }],
    });
  });

  test('is asked for what is empty and what a criterion finds fault with', () => {
    const findings = [
      { rule: 'CR7', result: 'fail', words: 'Below the minimum.' },
      { rule: 'CR4', result: 'pass', words: 'The customer is in DE.' },
      { rule: 'NN1', group: 'net-new', result: 'cannot tell', words: 'Nothing can be told.' },
    ].map((one) => ({ group: 'criteria', ...one, title: one.rule, evidence: [], asOf: null }) as never);
    const asked = ['domain', 'close', 'family', 'value', 'contact', 'evidence'];
    expect(fieldsAsked({ input, findings, nameAlone: true })).toEqual(['place', ...asked]);
    expect(fieldsAsked({ input, findings, nameAlone: false })).toEqual(asked);
  });
});

test('an empty form says nothing but what it must', () => {
  expect(inputOf({ ...blank, name: ' Halden ' }, 'P-1')).toMatchObject({
    partner: 'P-1',
    customer: { name: 'Halden', domain: null },
    evidence: [],
    value: null,
  });
});
