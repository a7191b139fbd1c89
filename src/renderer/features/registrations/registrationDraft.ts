import type { Customer } from '../../../contract/matching.ts';
import type { EvidenceRung, RegistrationType } from '../../../contract/programme.ts';
import type {
  BroughtInput,
  Evidence,
  Finding,
  RegistrationDetail,
  RegistrationInput,
} from '../../../contract/registrations.ts';
import type { Currency, IsoDate, Minor, Money } from '../../../contract/units.ts';
import { exponentOf } from '../../format/money.ts';
import { plainly } from '../../format/turns.ts';

/** A customer as a form holds it: text everywhere, empty where nothing is said. */
export type CustomerDraft = Record<keyof Customer, string>;

/** One interaction; it is said once it has a note. */
export type InteractionDraft = { kind: EvidenceRung; date: string; note: string };

/** A registration as a form holds it. */
export type Draft = CustomerDraft & {
  type: RegistrationType;
  site: string;
  /** Who designs, and who buys, in a project. */
  designCustomer: CustomerDraft;
  purchasingCustomer: CustomerDraft;
  contactName: string;
  contactTitle: string;
  contactEmail: string;
  family: string;
  need: string;
  /** In units of the currency. */
  value: number | '';
  currency: string;
  close: string;
  interactions: readonly InteractionDraft[];
  reference: string;
};

/** A part of the form. */
export type FieldName =
  | 'customer'
  | 'domain'
  | 'country'
  | 'place'
  | 'numbers'
  | 'site'
  | 'further'
  | 'contact'
  | 'family'
  | 'value'
  | 'close'
  | 'evidence'
  | 'need'
  | 'type'
  | 'reference';

/** The whole form by what it is about, in the order of its fields. */
export const GROUPS: readonly { title: string; fields: readonly FieldName[] }[] = [
  { title: 'Customer', fields: ['customer', 'country', 'place', 'domain', 'numbers'] },
  { title: 'Deal', fields: ['type', 'family', 'site', 'further', 'value', 'close', 'need'] },
  { title: 'Contact', fields: ['contact'] },
  { title: 'Interactions', fields: ['evidence'] },
  { title: 'Intake', fields: ['reference'] },
];
const ALL_FIELDS: readonly FieldName[] = GROUPS.flatMap(({ fields }) => fields);

const NOBODY: CustomerDraft = {
  name: '',
  domain: '',
  country: '',
  city: '',
  address: '',
  postcode: '',
  phone: '',
  taxId: '',
};
const CUSTOMER_KEYS = Object.keys(NOBODY) as (keyof Customer)[];

/** An interaction nothing is said of yet. */
export const emptyInteraction = (today: IsoDate): InteractionDraft => ({
  kind: 'initial discussion',
  date: today,
  note: '',
});

/** An empty form. */
export const emptyDraft = (currency: string, today: IsoDate): Draft => ({
  ...NOBODY,
  type: 'resale',
  site: '',
  designCustomer: NOBODY,
  purchasingCustomer: NOBODY,
  contactName: '',
  contactTitle: '',
  contactEmail: '',
  family: '',
  need: '',
  value: '',
  currency,
  close: '',
  interactions: [emptyInteraction(today)],
  reference: '',
});

const customerDraft = (customer: Customer | null | undefined): CustomerDraft => {
  const draft = { ...NOBODY };
  for (const key of CUSTOMER_KEYS) draft[key] = customer?.[key] ?? '';
  return draft;
};

/** The form with what a registration says so far; the interaction is a new one, because an answer adds to those given. */
export function draftOf(input: RegistrationDetail['input'], currency: string, today: IsoDate): Draft {
  const { customer, contact, value } = input;
  return {
    ...emptyDraft(value?.currency ?? currency, today),
    ...customerDraft(customer),
    type: input.type,
    site: input.site ?? '',
    designCustomer: customerDraft(input.designCustomer),
    purchasingCustomer: customerDraft(input.purchasingCustomer),
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

/** What was typed or pasted, without the blanks round it and without what nobody sees. */
const orNull = (text: string): string | null => plainly(text) || null;

/** The amount in minor units; `null` where none is given. */
export function moneyOf({ value, currency }: Pick<Draft, 'value' | 'currency'>): Money | null {
  if (value === '') return null;
  return { minor: Math.round(value * 10 ** exponentOf(currency)) as Minor, currency: currency as Currency };
}

const customerOf = (draft: CustomerDraft): Customer => ({
  name: plainly(draft.name),
  domain: orNull(draft.domain),
  country: orNull(draft.country),
  city: orNull(draft.city),
  postcode: orNull(draft.postcode),
  address: orNull(draft.address),
  phone: orNull(draft.phone),
  taxId: orNull(draft.taxId),
});

const isNobody = (draft: CustomerDraft): boolean => CUSTOMER_KEYS.every((key) => plainly(draft[key]) === '');

const furtherOf = (draft: CustomerDraft): Customer | null => (isNobody(draft) ? null : customerOf(draft));

const contactOf = (draft: Draft) => ({
  name: orNull(draft.contactName),
  title: orNull(draft.contactTitle),
  email: orNull(draft.contactEmail),
});

const evidenceOf = ({ interactions }: Draft): Evidence[] =>
  interactions
    .filter(({ note }) => plainly(note) !== '')
    .map(({ kind, date, note }) => ({ kind, date: date as IsoDate, note: plainly(note) }));

/** The form as what a partner registers. */
export const inputOf = (draft: Draft, partner: string): RegistrationInput => ({
  partner,
  type: draft.type,
  customer: customerOf(draft),
  site: orNull(draft.site),
  designCustomer: furtherOf(draft.designCustomer),
  purchasingCustomer: furtherOf(draft.purchasingCustomer),
  contact: contactOf(draft),
  family: orNull(draft.family),
  need: orNull(draft.need),
  value: moneyOf(draft),
  expectedClose: orNull(draft.close) as IsoDate | null,
  evidence: evidenceOf(draft),
  reference: orNull(draft.reference),
});

/** What keeps the form from being sent, in a sentence; `undefined` where nothing does. What is said in half would be lost in silence. */
export function unfinished(draft: Draft, today: IsoDate): string | undefined {
  const { minor = 0 } = moneyOf(draft) ?? {};
  if (!Number.isSafeInteger(minor)) return 'The value is larger than can be counted.';
  for (const [key, who] of FURTHER) {
    if (plainly(draft[key].name) === '' && !isNobody(draft[key])) return `Name the ${who}, or empty its other fields.`;
  }
  for (const { kind, date, note } of draft.interactions) {
    const untouched = emptyInteraction(today);
    if (plainly(note) !== '' && date === '') return 'Say on which day the interaction was.';
    if (plainly(note) === '' && (kind !== untouched.kind || (date !== untouched.date && date !== '')))
      return 'Say what happened at the interaction.';
  }
  return undefined;
}

const FURTHER = [
  ['designCustomer', 'design customer'],
  ['purchasingCustomer', 'purchasing customer'],
] as const;

/** Only what the form says otherwise than before: what an answer brought. An emptied field brings nothing; what was there stays. */
export function broughtOf(draft: Draft, before: Draft): BroughtInput {
  const changed = (...fields: TextKey[]) =>
    fields.some((field) => draft[field] !== before[field] && plainly(draft[field]) !== '');
  const further = (key: 'designCustomer' | 'purchasingCustomer') => {
    const is = draft[key];
    const was = before[key];
    const isNew = CUSTOMER_KEYS.some((field) => is[field] !== was[field] && plainly(is[field]) !== '');
    if (!isNew) return {};
    // It takes the place of the one before as a whole.
    const kept = CUSTOMER_KEYS.map((field) => [field, plainly(is[field]) === '' ? was[field] : is[field]]);
    return { [key]: customerOf(Object.fromEntries(kept)) };
  };
  const money = draft.value !== before.value || draft.currency !== before.currency ? moneyOf(draft) : null;
  const evidence = evidenceOf(draft);
  return {
    ...(changed(...CUSTOMER_KEYS)
      ? { customer: { ...customerOf(draft), name: plainly(draft.name) || before.name } }
      : {}),
    ...(changed('contactName', 'contactTitle', 'contactEmail') ? { contact: contactOf(draft) } : {}),
    ...(changed('site') ? { site: orNull(draft.site) } : {}),
    ...further('designCustomer'),
    ...further('purchasingCustomer'),
    ...(changed('family') ? { family: orNull(draft.family) } : {}),
    ...(changed('need') ? { need: orNull(draft.need) } : {}),
    ...(changed('type') ? { type: draft.type } : {}),
    ...(money === null ? {} : { value: money }),
    ...(changed('close') ? { expectedClose: orNull(draft.close) as IsoDate | null } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(changed('reference') ? { reference: orNull(draft.reference) } : {}),
  };
}

/** The fields of the form that hold one text. */
export type TextKey = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[keyof Draft];

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

/** What somebody asked for in words of their own, beyond what the criteria look at. */
const ASKED_IN_WORDS: readonly (readonly [RegExp, FieldName])[] = [
  [/\b(tax|vat|phone|telephone)\b/i, 'numbers'],
  [/\b(address|street|postcode|town|city)\b/i, 'place'],
  [/\b(site|plant|branch|building)\b/i, 'site'],
  [/\b(design|purchasing) customer\b|\bwho (designs|buys)\b/i, 'further'],
  [/\bown number\b|\breference\b/i, 'reference'],
  [/\bneeds?\b/i, 'need'],
];

/** The parts of the form an answer is about: what is empty, what a criterion finds fault with, and what was asked for in words. */
export function fieldsAsked({
  input,
  findings,
  nameAlone,
  missing = [],
}: Pick<RegistrationDetail, 'input' | 'nameAlone'> & { findings: readonly Finding[]; missing?: readonly string[] }) {
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
  for (const [words, field] of ASKED_IN_WORDS) {
    if (missing.some((one) => words.test(one))) asked.add(field);
  }
  for (const one of findings) {
    const field = one.result === 'pass' ? undefined : ANSWERS[one.rule];
    if (field !== undefined) asked.add(field);
    if (nameAlone && one.group === 'net-new' && one.result === 'cannot tell') asked.add('place');
  }
  return ALL_FIELDS.filter((field) => asked.has(field));
}
