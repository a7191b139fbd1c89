import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { Finding } from '../../../contract/registrations.ts';
import { inProgrammeCurrency, moneyWords } from '../../programme/rules/money.ts';
import { completenessOf } from './completeness.ts';
import type { PartnerFacts, RegistrationFacts } from './facts.ts';
import { finding, fold, ofPartner, ofProgramme, ofRegistration, type RuleName } from './finding.ts';

/** What the criteria judge: one registration, its partner, and the edition of the programme in force when it was received. */
export interface CriteriaFacts {
  readonly registration: RegistrationFacts;
  readonly partner: PartnerFacts;
  readonly programme: ProgrammeBody;
  /** All product families known, from the programme and the product list. */
  readonly families: readonly string[];
}

const named = (rule: string, title: string): RuleName => ({ rule, group: 'criteria', title });

/** All criteria in order, CR1 to CR14. Source: product.md, Intake and Limits. */
export function criteria(facts: CriteriaFacts): Finding[] {
  return [
    requiredFieldsGiven,
    legalNameUsable,
    domainIsTheCustomers,
    countryKnown,
    contactReachable,
    familyKnown,
    valueAboveMinimum,
    closeNotPast,
    interactionQualifies,
    typeOffered,
    customerInTerritory,
    familyAuthorised,
    someoneCertified,
    underOpenLimit,
  ].map((criterion) => criterion(facts));
}

/** CR1: all required fields are given. */
export function requiredFieldsGiven({ registration, programme }: CriteriaFacts): Finding {
  const { given, required, missing } = completenessOf(registration, programme.intake);
  const name = named('CR1', 'Complete');
  if (missing.length === 0) return finding(name, 'pass', `All ${required} required fields are given.`);
  const evidence = missing.map((field) => ofRegistration(field, null));
  return finding(
    name,
    'fail',
    `${given} of ${required} required fields are given; missing: ${missing.join(', ')}.`,
    evidence,
  );
}

const NOT_A_NAME = new Set([
  'na',
  'none',
  'unknown',
  'test',
  'tbd',
  'tba',
  'xxx',
  'customer',
  'company',
  'confidential',
  'asdf',
]);

/** CR2: the customer's name can be a company's: two letters at least, and no stand-in such as “n/a” or “confidential”. */
export function legalNameUsable({ registration: { customerName } }: CriteriaFacts): Finding {
  const name = named('CR2', 'Customer named');
  const evidence = [ofRegistration('customer.name', customerName)];
  const letters = customerName.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const standsIn = NOT_A_NAME.has(fold(customerName) ?? '');
  if (letters >= 2 && !standsIn) return finding(name, 'pass', 'The customer is named.', evidence);
  return finding(name, 'fail', `“${customerName}” is not a customer’s name.`, evidence);
}

/** CR3: the domain is one a customer can own, not a host of private mailboxes. */
export function domainIsTheCustomers({ registration, programme }: CriteriaFacts): Finding {
  const name = named('CR3', 'Customer’s domain');
  const evidence = [ofRegistration('customer.domain', registration.domain)];
  if (!registration.domain?.trim()) {
    return programme.intake.required.includes('customer.domain')
      ? finding(name, 'cannot tell', 'No domain is given.', evidence)
      : finding(name, 'pass', 'No domain is given, and none is asked for.', evidence);
  }
  if (registration.registrableDomain !== null) {
    return finding(name, 'pass', `${registration.registrableDomain} can be the customer’s own.`, evidence);
  }
  return finding(name, 'fail', `“${registration.domain}” is no domain of a company’s own.`, evidence);
}

/** CR4: the country can be told. */
export function countryKnown({ registration, programme }: CriteriaFacts): Finding {
  const name = named('CR4', 'Customer’s country');
  const evidence = [ofRegistration('customer.country', registration.country)];
  if (registration.countryCode !== null)
    return finding(name, 'pass', `The customer is in ${registration.countryCode}.`, evidence);
  if (registration.country?.trim())
    return finding(name, 'fail', `“${registration.country}” is not a country we know.`, evidence);
  return programme.intake.required.includes('customer.country')
    ? finding(name, 'cannot tell', 'No country is given.', evidence)
    : finding(name, 'pass', 'No country is given, and none is asked for.', evidence);
}

/** CR5: the contact's e-mail address has the form of one. */
export function contactReachable({ registration: { contact }, programme }: CriteriaFacts): Finding {
  const name = named('CR5', 'Contact');
  const evidence = [ofRegistration('contact.email', contact.email)];
  if (!contact.email?.trim()) {
    return programme.intake.required.includes('contact.email')
      ? finding(name, 'cannot tell', 'No e-mail address of a contact is given.', evidence)
      : finding(name, 'pass', 'No e-mail address is given, and none is asked for.', evidence);
  }
  if (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(contact.email.trim())) {
    return finding(name, 'pass', `${contact.name ?? 'The contact'} can be reached.`, evidence);
  }
  return finding(name, 'fail', `“${contact.email}” is not an e-mail address.`, evidence);
}

/** CR6: the product family is one of the vendor's. */
export function familyKnown({ registration: { family }, families }: CriteriaFacts): Finding {
  const name = named('CR6', 'Product family');
  const evidence = [ofRegistration('family', family)];
  const key = fold(family);
  if (key === null) return finding(name, 'cannot tell', 'No product family is given.', evidence);
  if (families.length === 0)
    return finding(name, 'cannot tell', 'The programme lists no product families yet.', evidence);
  if (families.some((known) => fold(known) === key))
    return finding(name, 'pass', `${family} is one of our families.`, evidence);
  return finding(
    name,
    'fail',
    `“${family}” is not one of our families: ${families.slice(0, 10).join(', ')}.`,
    evidence,
  );
}

/** CR7: the value reaches the minimum, in the programme's currency at the rate of the day of receipt; without a rate one cannot tell. */
export function valueAboveMinimum({ registration: { value, receivedOn }, programme }: CriteriaFacts): Finding {
  const name = named('CR7', 'Minimum value');
  const least = moneyWords({ minor: programme.limits.minimumValue, currency: programme.currency });
  const limit = ofProgramme('minimum value', least);
  if (value === null) return finding(name, 'cannot tell', 'No value is given.', [ofRegistration('value', null), limit]);
  const given = ofRegistration('value', moneyWords(value));
  const converted = inProgrammeCurrency(value, receivedOn, programme);
  if (converted === null) {
    return finding(name, 'cannot tell', `There is no rate for ${value.currency} on ${receivedOn}.`, [given, limit]);
  }
  const evidence = converted.rate
    ? [given, limit, ofProgramme('exchange rate', `${converted.rate.rate} of ${converted.rate.on}`)]
    : [given, limit];
  const amount = moneyWords(converted.money);
  return converted.money.minor >= programme.limits.minimumValue
    ? finding(name, 'pass', `${amount} reaches the minimum of ${least}.`, evidence)
    : finding(name, 'fail', `${amount} is below the minimum of ${least}.`, evidence);
}

/** CR8: the expected close is not before the day of receipt. */
export function closeNotPast({ registration: { expectedClose, receivedOn } }: CriteriaFacts): Finding {
  const name = named('CR8', 'Expected close');
  const evidence = [ofRegistration('expectedClose', expectedClose)];
  if (expectedClose === null) return finding(name, 'cannot tell', 'No expected close is given.', evidence);
  return expectedClose >= receivedOn
    ? finding(name, 'pass', `Expected to close on ${expectedClose}.`, evidence)
    : finding(
        name,
        'fail',
        `The expected close ${expectedClose} was past when it was received on ${receivedOn}.`,
        evidence,
      );
}

/** CR9: at least one interaction qualifies: a kind, a date not after the receipt, and a note of the programme's length (20 characters). */
export function interactionQualifies({
  registration: { evidence: given, receivedOn },
  programme,
}: CriteriaFacts): Finding {
  const name = named('CR9', 'Qualifying interaction');
  if (given.length === 0)
    return finding(name, 'fail', 'No interaction with the customer is given.', [ofRegistration('evidence', null)]);
  const least = programme.intake.minimumNoteLength;
  const shown = given.map((one) => ofRegistration(`evidence of ${one.date}`, `${one.kind}: ${one.note}`));
  const dated = given.filter((one) => one.date <= receivedOn);
  if (dated.length === 0) return finding(name, 'fail', 'Every interaction is dated after the receipt.', shown);
  const qualifying = dated.filter((one) => one.note.trim().length >= least);
  if (qualifying.length === 0)
    return finding(name, 'fail', `No note has the ${least} characters it takes to say what happened.`, shown);
  return finding(name, 'pass', `${qualifying.length} of ${given.length} interactions qualify.`, shown);
}

/** CR10: the programme offers this type of registration. */
export function typeOffered({ registration: { type }, programme }: CriteriaFacts): Finding {
  const name = named('CR10', 'Type of registration');
  const evidence = [ofRegistration('type', type), ofProgramme('types', programme.types.join(', '))];
  return programme.types.includes(type)
    ? finding(name, 'pass', `The programme has ${type} registrations.`, evidence)
    : finding(name, 'fail', `The programme has no ${type} registrations.`, evidence);
}

/** CR11: the customer's country lies in one of the partner's territories, each the name of one of the programme's or a country. */
export function customerInTerritory({ registration: { countryCode }, partner, programme }: CriteriaFacts): Finding {
  const name = named('CR11', 'Territory');
  if (partner.territories.length === 0) return finding(name, 'pass', `${partner.name} may register anywhere.`);
  const evidence = [
    ofPartner(partner, 'territories', partner.territories.join(', ')),
    ofRegistration('customer.country', countryCode),
  ];
  if (countryCode === null) return finding(name, 'cannot tell', 'The customer’s country is not known.', evidence);
  const isInside = partner.territories.some((written) => {
    const territory = programme.territories.find((one) => fold(one.name) === fold(written));
    return territory ? territory.countries.includes(countryCode) : written.trim().toUpperCase() === countryCode;
  });
  return isInside
    ? finding(name, 'pass', `${countryCode} is in the territory of ${partner.name}.`, evidence)
    : finding(name, 'fail', `${countryCode} is outside the territory of ${partner.name}.`, evidence);
}

/** CR12: the partner may register the family, and is still in the programme. */
export function familyAuthorised({ registration: { family }, partner }: CriteriaFacts): Finding {
  const name = named('CR12', 'Authorised');
  if (partner.stage === 'exit')
    return finding(name, 'fail', `${partner.name} has left the programme.`, [
      ofPartner(partner, 'stage', partner.stage),
    ]);
  if (partner.families.length === 0) return finding(name, 'pass', `${partner.name} may register every family.`);
  const evidence = [ofPartner(partner, 'families', partner.families.join(', ')), ofRegistration('family', family)];
  if (fold(family) === null) return finding(name, 'cannot tell', 'No product family is given.', evidence);
  return partner.families.some((one) => fold(one) === fold(family))
    ? finding(name, 'pass', `${partner.name} may register ${family}.`, evidence)
    : finding(name, 'fail', `${partner.name} may not register ${family}.`, evidence);
}

/** CR13: enough people of the partner were certified in the family on the day of receipt; families that need no certificate pass. */
export function someoneCertified({ registration: { family, receivedOn }, partner, programme }: CriteriaFacts): Finding {
  const name = named('CR13', 'Certified person');
  const needed = programme.limits.certifiedPeople;
  const rules = programme.productFamilies.find((one) => fold(one.name) === fold(family));
  if (needed === 0 || rules?.needsCertification === false) return finding(name, 'pass', 'No certificate is needed.');
  const evidence = partner.certificates.map((one) => ofPartner(partner, `${one.person}, ${one.family}`, one.until));
  if (fold(family) === null) return finding(name, 'cannot tell', 'No product family is given.', evidence);
  const valid = partner.certificates.filter(
    (one) => fold(one.family) === fold(family) && (one.until === null || one.until >= receivedOn),
  );
  const people = new Set(valid.map((one) => one.person)).size;
  if (people >= needed) return finding(name, 'pass', `${people} certified in ${family}.`, evidence);
  // A partner list without certificates is the usual one: it says nothing about who is certified.
  if (partner.certificates.length === 0) {
    return finding(name, 'cannot tell', `No certificates of ${partner.name} are recorded.`, [
      ofPartner(partner, 'certificates', null),
    ]);
  }
  return finding(name, 'fail', `${people} certified in ${family} on ${receivedOn}, ${needed} needed.`, evidence);
}

/** CR14: the partner has room under its limit of open registrations (25); this one counts. */
export function underOpenLimit({ partner, programme }: CriteriaFacts): Finding {
  const name = named('CR14', 'Open registrations');
  const limit = programme.limits.openPerPartner;
  const open = partner.openRegistrations + 1;
  const evidence = [
    ofPartner(partner, 'open registrations', String(open)),
    ofProgramme('open per partner', String(limit)),
  ];
  return open <= limit
    ? finding(name, 'pass', `${open} of ${limit} open.`, evidence)
    : finding(name, 'fail', `This would be open registration ${open}; the limit is ${limit}.`, evidence);
}
