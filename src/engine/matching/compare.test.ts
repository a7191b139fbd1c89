import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer, Verdict } from '../../contract/matching.ts';
import { compareCustomer } from './compare.ts';

const ulm = { country: 'DE', city: 'Ulm' };

describe('hard cases', () => {
  const cases: readonly { verdict: Verdict; when: string; a: Customer; b: Customer; brand?: boolean }[] = [
    {
      verdict: 'same',
      when: 'only spelling and legal form differ',
      a: { name: 'Müller GmbH' },
      b: { name: 'MUELLER G.m.b.H.' },
    },
    {
      verdict: 'same',
      when: 'name and country agree',
      a: { name: 'Cancity', country: 'US' },
      b: { name: 'cancity', country: 'United States' },
    },
    {
      verdict: 'same',
      when: 'the domain is added to an equal name',
      a: { name: 'Cancity', domain: 'cancity.com' },
      b: { name: 'Cancity' },
    },
    {
      verdict: 'possible',
      when: 'an equal name has another domain',
      a: { name: 'Cancity', domain: 'cancity.com' },
      b: { name: 'Cancity', domain: 'can-group.net' },
    },
    {
      verdict: 'same',
      when: 'an equal name has the same domain under another suffix',
      a: { name: 'Cancity', domain: 'cancity.com', country: 'US' },
      b: { name: 'Cancity', domain: 'cancity.us', country: 'US' },
    },
    { verdict: 'possible', when: 'a letter is doubled', a: { name: 'Betasolloin' }, b: { name: 'Betasoloin' } },
    {
      verdict: 'possible',
      when: 'a letter is missing',
      a: { name: 'Cancty', country: 'US' },
      b: { name: 'Cancity', country: 'US' },
    },
    {
      verdict: 'same',
      when: 'a letter is doubled and the domain agrees',
      a: { name: 'Betasolloin', domain: 'betasoloin.com' },
      b: { name: 'Betasoloin', domain: 'www.betasoloin.com' },
    },
    { verdict: 'different', when: 'the name is another', a: { name: 'Betatech' }, b: { name: 'Betasoloin' } },
    {
      verdict: 'related',
      when: 'name and domain agree in another country',
      a: { name: 'Harrow', domain: 'harrow.com', country: 'FR' },
      b: { name: 'Harrow', domain: 'harrow.com', country: 'DE' },
    },
    {
      verdict: 'same',
      when: 'the tax number agrees in another country',
      a: { name: 'Harrow', taxId: 'DE123456789', country: 'FR' },
      b: { name: 'Harrow', taxId: '123456789', country: 'DE' },
    },
    {
      verdict: 'possible',
      when: 'the name is equal in another city, and nothing else is known',
      a: { name: 'Weber Metall', ...ulm },
      b: { name: 'Weber Metall', country: 'DE', city: 'Kiel' },
    },
    {
      verdict: 'same',
      when: 'it moved: name and domain agree, the city does not',
      a: { name: 'Weber Metall', domain: 'weber-metall.de', ...ulm },
      b: { name: 'Weber Metall', domain: 'weber-metall.de', country: 'DE', city: 'Kiel' },
    },
    {
      verdict: 'related',
      when: 'brand and brand domain agree, the city does not',
      brand: true,
      a: { name: 'Burgerhof', domain: 'burgerhof.de', ...ulm },
      b: { name: 'Burgerhof', domain: 'burgerhof.de', country: 'DE', city: 'Kiel' },
    },
    {
      verdict: 'possible',
      when: 'the name is of common words alone',
      a: { name: 'Global Logistics Solutions' },
      b: { name: 'Global Logistics Solutions Ltd' },
    },
    {
      verdict: 'possible',
      when: 'it was renamed and keeps its domain',
      a: { name: 'Norvik', domain: 'norvik.com' },
      b: { name: 'Tellus Marine', domain: 'norvik.com' },
    },
    {
      verdict: 'possible',
      when: 'tax numbers differ and the names agree',
      a: { name: 'Weber Metall', taxId: '123456789', ...ulm },
      b: { name: 'Weber Metall', taxId: '987654321', ...ulm },
    },
    {
      verdict: 'same',
      when: 'one digit of the tax number is off, name and city agree',
      a: { name: 'Weber Metall', taxId: '123456789', ...ulm },
      b: { name: 'Weber Metall', taxId: '123456780', ...ulm },
    },
    {
      verdict: 'possible',
      when: 'one is the acronym, with the same telephone',
      a: { name: 'IBM', phone: '+1 914 555 0199' },
      b: { name: 'Irving Barton Motors', phone: '914-555-0100' },
    },
    {
      verdict: 'different',
      when: 'only a common word is shared',
      a: { name: 'Harrow Technologies', country: 'DE' },
      b: { name: 'Norvik Technologies', country: 'DE' },
    },
    {
      verdict: 'same',
      when: 'one is in Han characters and domain and telephone agree',
      a: { name: '田中製作所', domain: 'tanaka.co.jp', phone: '0355501234' },
      b: { name: 'Tanaka Seisakusho', domain: 'tanaka.co.jp', phone: '+81 3 5550 1234' },
    },
  ];
  test.each(cases)('$verdict when $when', ({ a, b, verdict, brand }) => {
    const context = brand ? { accountsWithDomain: () => 9 } : {};
    expect(compareCustomer(a, b, context).verdict).toBe(verdict);
    expect(compareCustomer(b, a, context).verdict).toBe(verdict);
  });
});

describe('laws of comparison', () => {
  const customer = (): fc.Arbitrary<Customer> =>
    fc.record({
      name: fc.constantFrom(
        'Harrow Robotics',
        'Harow Robotics',
        'Harrow',
        'Norvik Marine GmbH',
        'Global Solutions',
        'Müller AG',
      ),
      domain: fc.constantFrom(null, 'harrow.com', 'harrow.de', 'norvik.com'),
      country: fc.constantFrom(null, 'DE', 'FR'),
      city: fc.constantFrom(null, 'Ulm', 'Kiel'),
      phone: fc.constantFrom(null, '0731 5550123', '0731 5550199'),
      taxId: fc.constantFrom(null, '123456789', '987654321'),
    });

  test('the bits of the evidence and the prior add up', () => {
    fc.assert(
      fc.property(customer(), customer(), (a, b) => {
        const { bits, evidence, probability } = compareCustomer(a, b);
        expect(evidence.reduce((sum, line) => sum + line.bits, -20.8)).toBeCloseTo(bits, 9);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the order of the two never matters', () => {
    fc.assert(
      fc.property(customer(), customer(), (a, b) => {
        const [there, back] = [compareCustomer(a, b), compareCustomer(b, a)];
        expect(back.verdict).toBe(there.verdict);
        expect(back.bits).toBe(there.bits);
      }),
    );
  });

  test('another country never gives same without the tax number', () => {
    fc.assert(
      fc.property(customer(), customer(), (a, b) => {
        fc.pre(
          a.country !== b.country &&
            a.country !== null &&
            b.country !== null &&
            (a.taxId === null || a.taxId !== b.taxId),
        );
        expect(compareCustomer(a, b).verdict).not.toBe('same');
      }),
    );
  });

  test('case, Unicode form and punctuation never change a verdict', () => {
    fc.assert(
      fc.property(customer(), customer(), (a, b) => {
        const respelt = { ...a, name: `  ${a.name.toUpperCase().normalize('NFD')}.` };
        expect(compareCustomer(respelt, b).verdict).toBe(compareCustomer(a, b).verdict);
      }),
    );
  });
});
