import { describe, expect, test } from 'vitest';
import { BroughtInput, RegistrationInput } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import {
  broughtOf,
  draftOf,
  emptyDraft,
  emptyInteraction,
  fieldsAsked,
  inputOf,
  moneyOf,
  unfinished,
} from './registrationDraft.ts';

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
    const interaction = {
      kind: 'initial discussion',
      note: ' Walked the line, measured takt.',
      date: '2026-10-02',
    } as const;
    const answered = { ...before, domain: ' halden.de ', interactions: [interaction] };
    expect(broughtOf(answered, before)).toEqual({
      customer: {
        name: 'Halden Precision GmbH',
        domain: 'halden.de',
        country: 'DE',
        city: null,
        postcode: null,
        address: null,
        phone: null,
        taxId: null,
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
    const asked = ['domain', 'family', 'value', 'close', 'contact', 'evidence'];
    expect(fieldsAsked({ input, findings, nameAlone: true })).toEqual(['place', ...asked]);
    expect(fieldsAsked({ input, findings, nameAlone: false })).toEqual(asked);
  });

  test.each([
    { words: 'the customer’s VAT number', field: 'numbers' },
    { words: 'a telephone number of the plant', field: 'numbers' },
    { words: 'site or postcode of the project', field: 'place' },
    { words: 'who buys', field: 'further' },
    { words: 'the reference of the tender', field: 'reference' },
  ])('is asked for $words where somebody wrote that', ({ words, field }) => {
    expect(fieldsAsked({ input, findings: [], nameAlone: false })).not.toContain(field);
    expect(fieldsAsked({ input, findings: [], nameAlone: false, missing: [words] })).toContain(field);
  });

  test('an emptied field brings nothing, because what was there stays', () => {
    expect(broughtOf({ ...before, name: '', country: '' }, before)).toEqual({});
    expect(broughtOf({ ...before, value: '' }, before)).toEqual({});
  });

  test('a further customer takes the place of the one before with all that was said of it', () => {
    const designCustomer = { name: 'Planungsbüro Ulm GmbH', city: 'Ulm', taxId: 'DE 811 234 567' };
    const known = draftOf({ ...input, designCustomer }, 'EUR', today);
    const answered = { ...known, designCustomer: { ...known.designCustomer, country: 'DE' } };
    expect(broughtOf(answered, known)).toEqual({
      designCustomer: { ...designCustomer, country: 'DE', domain: null, address: null, postcode: null, phone: null },
    });
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

/** A customer of which everything is said. */
const customer = (name: string) => ({
  name,
  domain: 'quern.example',
  country: 'GB',
  city: 'Leeds',
  address: 'Mill Lane 3',
  postcode: 'LS1 4AP',
  phone: '+44 113 496 0000',
  taxId: 'GB 123 4567 73',
});

/** Of every field of the contract something: a field that is added there and not here fails to compile. */
const whole: Required<Omit<RegistrationInput, 'receivedAt'>> = {
  partner: 'P-1',
  type: 'project',
  customer: customer('Quernstone Lifts Ltd'),
  site: 'Plant 2',
  designCustomer: customer('Draught & Co'),
  purchasingCustomer: customer('Lift Buyers Ltd'),
  contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@quern.example' },
  family: 'Robotics',
  need: 'Two lifts.',
  value: { minor: 4_800_000, currency: 'GBP' } as never,
  expectedClose: '2027-01-29' as IsoDate,
  evidence: [
    { kind: 'in evaluation', date: '2026-10-01' as IsoDate, note: 'Walked the line, measured the takt.' },
    { kind: 'solution agreed', date: '2026-10-08' as IsoDate, note: 'Agreed on a trial cell.' },
  ],
  reference: 'QL-77',
};

describe('the form holds all that a file can bring', () => {
  test('of a registration: what goes in comes out', () => {
    expect(Object.keys(whole).sort()).toEqual(
      Object.keys(RegistrationInput.shape)
        .filter((key) => key !== 'receivedAt')
        .sort(),
    );
    const draft = { ...draftOf(whole, 'EUR', today), interactions: whole.evidence };
    expect(inputOf(draft, 'P-1')).toEqual(whole);
  });

  test('of an answer: every field can be brought', () => {
    const draft = { ...draftOf(whole, 'EUR', today), interactions: whole.evidence };
    const brought = broughtOf(draft, blank);
    expect(Object.keys(brought).sort()).toEqual(Object.keys(BroughtInput.shape).sort());
  });
});

describe('what is said in half is not lost in silence', () => {
  test.each([
    { part: { value: 1e300 }, words: /larger/ },
    { part: { designCustomer: { ...blank.designCustomer, country: 'DE' } }, words: /Name the design customer/ },
    { part: { purchasingCustomer: { ...blank.designCustomer, domain: 'b.example' } }, words: /Name the purchasing/ },
    { part: { interactions: [{ ...emptyInteraction(today), note: 'Met.', date: '' }] }, words: /on which day/ },
    {
      part: { interactions: [{ ...emptyInteraction(today), kind: 'in evaluation' as const }] },
      words: /what happened/,
    },
  ])('$words', ({ part, words }) => {
    expect(unfinished({ ...blank, ...part }, today)).toMatch(words);
  });

  test('an untouched form is finished', () => {
    expect(unfinished(blank, today)).toBeUndefined();
  });
});

test('what is pasted is kept without what turns it round or is not seen', () => {
  const filed = inputOf(
    { ...blank, name: ' Halden\u202e\u200b Precision\u0007 ', city: '\u200b', need: 'نیم\u200cفاصله 👩‍🔧' },
    'P-1',
  );
  expect(filed.customer).toMatchObject({ name: 'Halden Precision', city: null });
  expect(filed.need).toBe('نیم\u200cفاصله 👩‍🔧');
});
