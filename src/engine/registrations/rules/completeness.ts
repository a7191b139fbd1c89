import { IntakeField, type ProgrammeBody } from '../../../contract/programme.ts';
import type { RegistrationFacts } from './facts.ts';

/** How each field is called when a partner is asked for it. */
export const FIELD_WORDS: Readonly<Record<IntakeField, string>> = {
  'customer.name': 'customer’s legal name',
  'customer.domain': 'customer’s domain',
  'customer.country': 'customer’s country',
  site: 'site',
  'contact.name': 'contact’s name',
  'contact.title': 'contact’s title',
  'contact.email': 'contact’s e-mail address',
  family: 'product family',
  value: 'estimated value with its currency',
  expectedClose: 'expected close',
  evidence: 'qualifying interaction with its date',
};

/** What was asked for and what came. */
export interface Completeness {
  readonly given: number;
  readonly required: number;
  /** In words, in the order of the form. */
  readonly missing: readonly string[];
}

function isGiven(field: IntakeField, facts: RegistrationFacts): boolean {
  const has = (text: string | null) => text !== null && text.trim() !== '';
  const given: Readonly<Record<IntakeField, boolean>> = {
    'customer.name': has(facts.customerName),
    'customer.domain': has(facts.domain),
    'customer.country': has(facts.country),
    site: has(facts.site) || has(facts.postcode),
    'contact.name': has(facts.contact.name),
    'contact.title': has(facts.contact.title),
    'contact.email': has(facts.contact.email),
    family: has(facts.family),
    value: facts.value !== null,
    expectedClose: facts.expectedClose !== null,
    evidence: facts.evidence.length > 0,
  };
  return given[field];
}

/**
 * Which of the required fields are given.
 *
 * A project needs its site or postcode beside the country, because two plants of one customer are two projects.
 */
export function completenessOf(facts: RegistrationFacts, intake: ProgrammeBody['intake']): Completeness {
  const asked = new Set(intake.required);
  const required = IntakeField.options.filter((field) => asked.has(field));
  const missing = required.filter((field) => !isGiven(field, facts)).map((field) => FIELD_WORDS[field]);
  const needsSite = facts.type === 'project' && !asked.has('site');
  if (needsSite && !isGiven('site', facts)) missing.push('site or postcode of the project');
  const count = required.length + (needsSite ? 1 : 0);
  return { given: count - missing.length, required: count, missing };
}
