import { describe, expect, test } from 'vitest';
import { at, euro, on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import { samplePartner, sampleRegistration } from '../../../../test/support/sample-registration.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { FindingResult } from '../../../contract/registrations.ts';
import { type CriteriaFacts, criteria } from './criteria.ts';
import type { PartnerFacts, RegistrationFacts } from './facts.ts';

interface Given {
  registration?: Partial<RegistrationFacts>;
  partner?: Partial<PartnerFacts>;
  programme?: Partial<ProgrammeBody>;
  families?: readonly string[];
}

const facts = (given: Given = {}): CriteriaFacts => ({
  registration: sampleRegistration(given.registration),
  partner: samplePartner(given.partner),
  programme: sampleProgramme(given.programme),
  families: given.families ?? ['CRM', 'Robots'],
});
const resultOf = (rule: string, given: Given) => criteria(facts(given)).find((one) => one.rule === rule);

test('a complete registration passes CR1 to CR14', () => {
  expect(criteria(facts()).map(({ rule, result }) => `${rule} ${result}`)).toEqual(
    Array.from({ length: 14 }, (_, index) => `CR${index + 1} pass`),
  );
});

const contact = sampleRegistration().contact;
const note = (text: string, date = '2026-05-20') => [{ kind: 'interest shown' as const, date: on(date), note: text }];
const relaxed = { intake: { required: [], minimumNoteLength: 20 } };
const expired = { person: 'Jo Falk', family: 'CRM', until: on('2026-05-31') };

const cases: readonly (readonly [string, FindingResult, string, Given])[] = [
  ['CR1', 'fail', 'the contact’s title is missing', { registration: { contact: { ...contact, title: ' ' } } }],
  ['CR1', 'fail', 'a project has neither site nor postcode', { registration: { type: 'project' } }],
  ['CR1', 'pass', 'a project has a postcode', { registration: { type: 'project', postcode: '24103' } }],
  ['CR1', 'pass', 'a field that is not required is missing', { registration: { domain: null }, programme: relaxed }],
  ['CR2', 'fail', 'the name is a stand-in', { registration: { customerName: 'N/A' } }],
  ['CR2', 'fail', 'the name is one letter', { registration: { customerName: ' X.' } }],
  ['CR2', 'pass', 'the name is in other letters', { registration: { customerName: '田中製作所' } }],
  ['CR3', 'fail', 'the domain is a mailbox host’s', { registration: { domain: 'gmail.com', registrableDomain: null } }],
  ['CR3', 'cannot tell', 'the required domain is missing', { registration: { domain: null, registrableDomain: null } }],
  [
    'CR3',
    'pass',
    'the domain is missing and not required',
    { registration: { domain: null, registrableDomain: null }, programme: relaxed },
  ],
  ['CR4', 'fail', 'the country is none', { registration: { country: 'Narnia', countryCode: null } }],
  ['CR4', 'cannot tell', 'the required country is missing', { registration: { country: null, countryCode: null } }],
  ['CR5', 'fail', 'the address has no host', { registration: { contact: { ...contact, email: 'ada@norvik' } } }],
  ['CR5', 'cannot tell', 'the address is missing', { registration: { contact: { ...contact, email: null } } }],
  ['CR6', 'pass', 'the family is written otherwise', { registration: { family: 'c.r.m.' } }],
  ['CR6', 'fail', 'the family is not ours', { registration: { family: 'ERP' } }],
  ['CR6', 'cannot tell', 'no families are listed', { families: [] }],
  ['CR6', 'cannot tell', 'no family is given', { registration: { family: '' } }],
  ['CR7', 'pass', 'the value is the minimum', { registration: { value: euro(5_000) } }],
  ['CR7', 'fail', 'the value is a cent below the minimum', { registration: { value: euro(4_999.99) } }],
  ['CR7', 'pass', 'the value reaches it at the rate', { registration: { value: euro(5_555.56, 'USD') } }],
  ['CR7', 'fail', 'the value misses it at the rate', { registration: { value: euro(5_555, 'USD') } }],
  ['CR7', 'cannot tell', 'there is no rate', { registration: { value: euro(50_000, 'CHF') } }],
  [
    'CR7',
    'cannot tell',
    'the rate is younger than the receipt',
    { registration: { value: euro(50_000, 'USD'), receivedOn: on('2025-12-31') } },
  ],
  ['CR7', 'cannot tell', 'no value is given', { registration: { value: null } }],
  ['CR8', 'pass', 'it closes on the day of receipt', { registration: { expectedClose: on('2026-06-01') } }],
  ['CR8', 'fail', 'it closes the day before', { registration: { expectedClose: on('2026-05-31') } }],
  ['CR9', 'fail', 'there is no interaction', { registration: { evidence: [] } }],
  ['CR9', 'pass', 'the note has 20 characters', { registration: { evidence: note('12345678901234567890') } }],
  ['CR9', 'fail', 'the note has 19 characters', { registration: { evidence: note(' 1234567890123456789 ') } }],
  [
    'CR9',
    'fail',
    'it is dated the day after the receipt',
    { registration: { evidence: note('A visit to the plant in Kiel', '2026-06-02') } },
  ],
  ['CR10', 'fail', 'the programme does not have the type', { programme: { types: ['referral'] } }],
  ['CR11', 'fail', 'the country is outside the territory', { registration: { countryCode: 'FR' as never } }],
  ['CR11', 'pass', 'the territory is the country itself', { partner: { territories: ['de'] } }],
  [
    'CR11',
    'pass',
    'the partner has no territory',
    { partner: { territories: [] }, registration: { countryCode: null } },
  ],
  ['CR11', 'cannot tell', 'the country is not known', { registration: { countryCode: null } }],
  ['CR12', 'fail', 'the partner may register other families only', { partner: { families: ['Robots'] } }],
  ['CR12', 'fail', 'the partner has left', { partner: { stage: 'exit', families: [] } }],
  ['CR12', 'pass', 'the partner may register all', { partner: { families: [] } }],
  ['CR13', 'fail', 'the only certificate ended the day before', { partner: { certificates: [expired] } }],
  [
    'CR13',
    'pass',
    'the certificate ends on the day of receipt',
    { partner: { certificates: [{ ...expired, until: on('2026-06-01') }] } },
  ],
  ['CR13', 'cannot tell', 'no certificates are recorded', { partner: { certificates: [] } }],
  ['CR13', 'pass', 'the family needs none', { registration: { family: 'Robots' }, partner: { certificates: [] } }],
  ['CR14', 'pass', 'it is the 25th open one', { partner: { openRegistrations: 24 } }],
  ['CR14', 'fail', 'it is the 26th open one', { partner: { openRegistrations: 25 } }],
];

describe('CR1 to CR14: criteria', () => {
  test.each(cases)('%s: %s when %s', (rule, result, _when, given) => {
    expect(resultOf(rule, given)?.result).toBe(result);
  });

  test('CR1: the missing fields are named in the order of the form', () => {
    const found = resultOf('CR1', {
      registration: { contact: { name: null, title: null, email: 'a@b.de' }, value: null },
    });
    expect(found?.words).toBe(
      '7 of 10 required fields are given; missing: contact’s name, contact’s title, estimated value with its currency.',
    );
  });

  test('CR7: the rate used is part of the evidence', () => {
    const found = resultOf('CR7', {
      registration: { value: euro(10_000, 'USD'), receivedAt: at('2026-06-01T10:00Z') },
    });
    expect(found?.evidence.map((one) => one.value)).toEqual(['USD 10,000.00', 'EUR 5,000.00', '0.9 of 2026-01-01']);
  });
});
