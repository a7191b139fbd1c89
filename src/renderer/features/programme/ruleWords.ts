import type { IntakeField, ProgrammeBody } from '../../../contract/programme.ts';

/** A rule as it can be read: its id beside the findings, and what it asks. */
export type RuleInWords = { id: string; words: string };

const FIELDS: Readonly<Record<IntakeField, string>> = {
  'customer.name': 'customer',
  'customer.domain': 'web domain',
  'customer.country': 'country',
  site: 'site',
  'contact.name': 'contact',
  'contact.title': 'the contact’s title',
  'contact.email': 'the contact’s e-mail',
  family: 'product family',
  value: 'value',
  expectedClose: 'expected close',
  evidence: 'an interaction',
};

/** What every registration is checked for, CR1 to CR14, DU1 and CC1; the numbers they go by stand above them. */
export function criteriaInWords({ intake, types }: ProgrammeBody): RuleInWords[] {
  const asked = intake.required.map((field) => FIELDS[field]).join(', ');
  const words: readonly (readonly [string, string])[] = [
    ['CR1', asked === '' ? 'No field has to be given.' : `Given are: ${asked}.`],
    ['CR2', 'The customer’s name can be a company’s.'],
    ['CR3', 'The web domain is one a company can own.'],
    ['CR4', 'The country can be told.'],
    ['CR5', 'The contact’s e-mail address has the form of one.'],
    ['CR6', 'The product family is one of ours.'],
    ['CR7', 'The value reaches the smallest deal.'],
    ['CR8', 'The expected close is not before the day of receipt.'],
    ['CR9', 'An interaction of the ladder is dated and told.'],
    ['CR10', `The type is one of: ${types.join(', ')}.`],
    ['CR11', 'The customer’s country is in a territory of the partner.'],
    ['CR12', 'The partner may register the family, and is still in the programme.'],
    ['CR13', 'Enough people of the partner are certified in the family.'],
    ['CR14', 'The partner has room for one more that is open.'],
    ['DU1', 'The partner has not registered it before.'],
    ['CC1', 'No other partner claims it; where one does, a case decides.'],
  ];
  return words.map(([id, one]) => ({ id, words: one }));
}

/** The six net-new tests, as of the day of receipt. */
export function netNewInWords({ netNew }: ProgrammeBody): RuleInWords[] {
  const { winWindowMonths, activityWindowDays, namedAccounts, publishedTenders } = netNew;
  const listed = (count: number) => (count === 0 ? 'none is listed' : `${count} listed`);
  return [
    { id: 'NN1', words: 'We had no open opportunity of our own for the family.' },
    { id: 'NN2', words: `We won none of the family in the ${winWindowMonths} months before.` },
    { id: 'NN3', words: `We were not active on the account in the ${activityWindowDays} days before.` },
    { id: 'NN4', words: 'No other partner’s registration was live before it.' },
    { id: 'NN5', words: `It is no account we keep for ourselves by name (${listed(namedAccounts.length)}).` },
    { id: 'NN6', words: `No tender of the customer was published (${listed(publishedTenders.length)}).` },
  ];
}
