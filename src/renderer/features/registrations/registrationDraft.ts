import type { Customer } from '../../../contract/matching.ts';
import type { EvidenceRung, RegistrationType } from '../../../contract/programme.ts';
import type { BroughtInput, Finding, RegistrationDetail, RegistrationInput } from '../../../contract/registrations.ts';
import type { Currency, IsoDate, Minor, Money } from '../../../contract/units.ts';
import { exponentOf } from '../../format/money.ts';

/** A registration as a form holds it: text everywhere, empty where nothing is said. */
export type Draft = {
  type: RegistrationType;
  name: string;
  domain: string;
  country: string;
  city: string;
  postcode: string;
  address: string;
  site: string;
  contactName: string;
  contactTitle: string;
  contactEmail: string;
  family: string;
  need: string;
  /** In units of the currency. */
  value: number | '';
  currency: string;
  close: string;
  kind: EvidenceRung;
  date: string;
  note: string;
  reference: string;
};

/** A part of the form. */
export type FieldName =
  | 'customer'
  | 'domain'
  | 'country'
  | 'place'
  | 'site'
  | 'contact'
  | 'family'
  | 'value'
  | 'close'
  | 'evidence'
  | 'need'
  | 'type';

export const CUSTOMER_FIELDS: readonly FieldName[] = ['customer', 'country', 'place', 'domain'];
export const DEAL_FIELDS: readonly FieldName[] = [
  'site',
  'type',
  'close',
  'family',
  'value',
  'need',
  'contact',
  'evidence',
];
export const ALL_FIELDS: readonly FieldName[] = [...CUSTOMER_FIELDS, ...DEAL_FIELDS];

/** An empty form. */
export const emptyDraft = (currency: string, today: IsoDate): Draft => ({
  type: 'resale',
  name: '',
  domain: '',
  country: '',
  city: '',
  postcode: '',
  address: '',
  site: '',
  contactName: '',
  contactTitle: '',
  contactEmail: '',
  family: '',
  need: '',
  value: '',
  currency,
  close: '',
  kind: 'initial discussion',
  date: today,
  note: '',
  reference: '',
});

/** The form with what a registration says so far; the interaction is a new one, because an answer adds to those given. */
export function draftOf(input: RegistrationDetail['input'], currency: string, today: IsoDate): Draft {
  const { customer, contact, value } = input;
  return {
    ...emptyDraft(value?.currency ?? currency, today),
    type: input.type,
    name: customer.name,
    domain: customer.domain ?? '',
    country: customer.country ?? '',
    city: customer.city ?? '',
    postcode: customer.postcode ?? '',
    address: customer.address ?? '',
    site: input.site ?? '',
    contactName: contact.name ?? '',
    contactTitle: contact.title ?? '',
    contactEmail: contact.email ?? '',
    family: input.family ?? '',
    need: input.need ?? '',
    value: value == null ? '' : value.minor / 10 ** exponentOf(value.currency),
    close: input.expectedClose ?? '',
    reference: input.reference ?? '',
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The amount in minor units; `null` where none is given. */
export function moneyOf({ value, currency }: Pick<Draft, 'value' | 'currency'>): Money | null {
  if (value === '') return null;
  return { minor: Math.round(value * 10 ** exponentOf(currency)) as Minor, currency: currency as Currency };
}

const customerOf = (draft: Draft): Customer => ({
  name: draft.name.trim(),
  domain: orNull(draft.domain),
  country: orNull(draft.country),
  city: orNull(draft.city),
  postcode: orNull(draft.postcode),
  address: orNull(draft.address),
});

const contactOf = (draft: Draft) => ({
  name: orNull(draft.contactName),
  title: orNull(draft.contactTitle),
  email: orNull(draft.contactEmail),
});

const evidenceOf = ({ kind, date, note }: Draft) =>
  note.trim() === '' ? [] : [{ kind, date: date as IsoDate, note: note.trim() }];

/** The form as what a partner registers. */
export const inputOf = (draft: Draft, partner: string): RegistrationInput => ({
  partner,
  type: draft.type,
  customer: customerOf(draft),
  site: orNull(draft.site),
  contact: contactOf(draft),
  family: orNull(draft.family),
  need: orNull(draft.need),
  value: moneyOf(draft),
  expectedClose: orNull(draft.close) as IsoDate | null,
  evidence: evidenceOf(draft),
  reference: orNull(draft.reference),
});

/** Only what the form says otherwise than before: what an answer brought. */
export function broughtOf(draft: Draft, before: Draft): BroughtInput {
  const changed = (...fields: (keyof Draft)[]) => fields.some((field) => draft[field] !== before[field]);
  const value = moneyOf(draft);
  const evidence = evidenceOf(draft);
  return {
    ...(changed('name', 'domain', 'country', 'city', 'postcode', 'address') ? { customer: customerOf(draft) } : {}),
    ...(changed('contactName', 'contactTitle', 'contactEmail') ? { contact: contactOf(draft) } : {}),
    ...(changed('site') ? { site: orNull(draft.site) } : {}),
    ...(changed('family') ? { family: orNull(draft.family) } : {}),
    ...(changed('need') ? { need: orNull(draft.need) } : {}),
    ...(changed('type') ? { type: draft.type } : {}),
    ...(changed('value', 'currency') && value !== null ? { value } : {}),
    ...(changed('close') ? { expectedClose: orNull(draft.close) as IsoDate | null } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
  };
}

/** Which part of the form answers a criterion. */
const ANSWERS: Readonly<Record<string, FieldName>> = {
  CR2: 'customer',
  CR3: 'domain',
  CR4: 'country',
  CR5: 'contact',
  CR6: 'family',
  CR7: 'value',
  CR8: 'close',
  CR9: 'evidence',
  CR10: 'type',
};

/** The parts of the form an answer is about: what is empty, and what a criterion finds fault with. */
export function fieldsAsked({
  input,
  findings,
  nameAlone,
}: Pick<RegistrationDetail, 'input' | 'nameAlone'> & { findings: readonly Finding[] }) {
  const { contact, customer } = input;
  const empty = (...values: (string | null | undefined)[]) => values.some((one) => one == null || one.trim() === '');
  const asked = new Set<FieldName>();
  if (empty(customer.domain)) asked.add('domain');
  if (empty(customer.country)) asked.add('country');
  if (empty(contact.name, contact.title, contact.email)) asked.add('contact');
  if (empty(input.family)) asked.add('family');
  if (input.value == null) asked.add('value');
  if (empty(input.expectedClose)) asked.add('close');
  if (input.evidence.length === 0) asked.add('evidence');
  if (input.type === 'project' && empty(input.site) && empty(customer.postcode)) asked.add('site');
  for (const one of findings) {
    const field = one.result === 'pass' ? undefined : ANSWERS[one.rule];
    if (field !== undefined) asked.add(field);
    if (nameAlone && one.group === 'net-new' && one.result === 'cannot tell') asked.add('place');
  }
  return ALL_FIELDS.filter((field) => asked.has(field));
}
