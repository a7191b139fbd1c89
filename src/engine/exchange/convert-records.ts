import type { ImportKind, Mapping } from '../../contract/exchange.ts';
import type { Currency, Money } from '../../contract/units.ts';
import { nameKey, registrableDomain } from '../matching/index.ts';
import { partnerNameKey } from '../partners/index.ts';
import { familyKey } from '../programme/index.ts';
import { noteFamily, type ProgrammeWords, stageOf, territoriesOf, tierOf } from './programme-words.ts';
import { recordKey } from './record-key.ts';
import type { RowReader } from './row-reader.ts';
import { statusOf } from './status-words.ts';

/** What the workspace brings to the reading of rows. */
export interface ReadingRules {
  readonly mapping: Mapping;
  /** The currency of amounts that name none. */
  readonly currency: Currency;
  readonly words: ProgrammeWords;
}

type Value = string | number | null;

/** A row as a record: its key (`null` where it has no id and none can be made yet), its columns, and whom it points at. */
export interface Converted {
  readonly key: string | null;
  /** The key was made of the name. */
  readonly byName: boolean;
  /** An id, and a name, of the record it belongs to. */
  readonly ref: string | null;
  readonly refName: string | null;
  readonly values: Readonly<Record<string, Value>>;
  /** Columns of which the row says nothing that can be used: a known record keeps what it has there. */
  readonly kept?: readonly string[];
}

/** Reads a row as a record of a kind; what is wrong with it is told to the reader. */
export function convert(kind: Exclude<ImportKind, 'registrations'>, row: RowReader, rules: ReadingRules): Converted {
  switch (kind) {
    case 'accounts':
      return convertAccount(row);
    case 'opportunities':
      return convertOpportunity(row, rules);
    case 'partners':
      return convertPartner(row, rules);
    case 'contacts':
      return convertContact(row, rules);
    default:
      return convertProduct(row, rules);
  }
}

const none = { ref: null, refName: null } as const;

/** A name that must be there. */
function neededName(row: RowReader, field: string, what: string): string {
  const name = row.name(field);
  if (name === null && !row.isSpoilt(field)) {
    row.wrong(field, 'name_missing', `The row has no ${what}.`, `Write the ${what}, or take the row out.`);
  }
  return name ?? '';
}

function domainOf(row: RowReader): string | null {
  const text = row.text('domain');
  if (text === null) return null;
  const domain = registrableDomain(text);
  if (domain === null && !text.includes('@')) {
    const meant = registrableDomain(text.replaceAll(/\s+/g, '').replaceAll(/,|\.{2,}/g, '.'));
    row.note(
      'domain',
      'domain_unreadable',
      `“${text}” is not a web address; it was left out.`,
      'Write it as company.com.',
      meant ?? undefined,
    );
  }
  return domain;
}

/** An id of the source as it is compared, or a key made of the name. */
function keyOf(row: RowReader, nameKeyed: string): { key: string | null; byName: boolean } {
  const id = row.has('key') ? row.id('key') : null;
  if (id !== null) return { key: recordKey(id), byName: false };
  return { key: nameKeyed === '' ? null : nameKeyed, byName: true };
}

function convertAccount(row: RowReader): Converted {
  const name = neededName(row, 'name', 'name');
  return {
    ...keyOf(row, nameKey(name)),
    ...none,
    values: {
      name,
      name_key: nameKey(name),
      domain: domainOf(row),
      country: row.country('country'),
      region: row.text('region'),
      city: row.text('city'),
      address: row.text('address'),
      postcode: row.text('postcode'),
      phone: row.text('phone'),
      tax_id: row.text('taxId'),
      sector: row.text('sector'),
      employees: row.count('employees'),
      owner: row.text('owner'),
      parent: row.text('parent'),
    },
  };
}

function convertOpportunity(row: RowReader, rules: ReadingRules): Converted {
  // Several companies of one deal are joined by semicolons (HubSpot); the first one is the deal's own.
  const account = row.has('account') ? (row.id('account')?.split(';')[0]?.trim() ?? null) : null;
  const accountName = row.name('accountName');
  const product = row.text('product');
  const stage = row.text('stage');
  const statusWord = row.text('status');
  const [wonOn, lostOn] = [row.date('wonOn'), row.date('lostOn')];
  const facts = { status: statusWord, stage, won: row.flag('won'), closed: row.flag('closed'), wonOn, lostOn };
  const status = statusOf(facts, rules.mapping.words.status ?? {});
  if (status === undefined) {
    row.wrong(
      facts.status === null ? 'stage' : 'status',
      'status_unclear',
      `“${statusWord ?? stage ?? ''}” does not say whether it was won or lost.`,
      'Say in the mapping what the word means: open, won or lost.',
    );
  }
  const id = row.has('key') ? row.id('key') : null;
  const openedOn = row.date('openedOn');
  const name = row.name('name') ?? ([product, accountName].filter((part) => part !== null).join(', ') || id);
  if (name === null && !row.isSpoilt('name') && !row.isSpoilt('key'))
    row.wrong('name', 'name_missing', 'The row has neither a name nor an id.', 'Write one, or take the row out.');
  const closedOn =
    (status === 'won' ? wonOn : status === 'lost' ? lostOn : null) ?? (status === 'open' ? null : row.date('closedOn'));
  const money = amountOf(row, rules, status === 'won' && row.text('wonValue') !== null ? 'wonValue' : 'value');
  if (money !== null && money.minor < 0) {
    row.note(
      'value',
      'value_negative',
      status === 'won'
        ? 'The deal is won with a value below zero: it would lower what its partner brought and earns.'
        : 'The value is below zero.',
      'Check the sign. A sale that was taken back is a deal that is lost, with its own value.',
    );
  }
  const made = [name, accountName ?? account ?? '', openedOn ?? ''].map((part) => nameKey(part ?? '')).join('|');
  return {
    key: id === null ? (name === null ? null : made) : recordKey(id),
    byName: id === null,
    ref: account === null ? null : recordKey(account),
    refName: accountName,
    values: {
      name: name ?? '',
      account_name: accountName ?? account,
      product,
      family_key: product === null ? null : familyKey(product),
      status: status ?? 'open',
      stage: stage ?? statusWord ?? '',
      value_minor: money?.minor ?? null,
      currency: money?.currency ?? null,
      owner: row.text('owner'),
      region: row.text('region'),
      opened_on: openedOn,
      close_on: closedOn ?? row.date('closeOn'),
      last_activity_on: row.date('lastActivityOn'),
      partner_name: row.text('partnerName'),
      renewal: isRenewal(row.text('business')) ? 1 : null,
    },
  };
}

/** Whether a CRM's type of business is a renewal: “Renewal”, “Flat Renewal”, or what the CRM's other languages call it. */
const isRenewal = (business: string | null): boolean =>
  business !== null && /renew|verl(?:ä|ae)nger|renouvel|renov|rinnov|verleng|odnowi|更新/iu.test(business);

/** An amount in the row's own currency, else the file's, else the programme's. */
function amountOf(row: RowReader, { mapping, currency }: ReadingRules, field: string): Money | null {
  const own = row.has('currency') ? row.currency('currency', mapping.currency ?? currency) : null;
  return row.money(field, own ?? mapping.currency ?? currency);
}

function convertPartner(row: RowReader, rules: ReadingRules): Converted {
  const name = neededName(row, 'name', 'name');
  const tier = tierOf(row, rules.words);
  const stage = stageOf(row);
  const families = row.list('families');
  for (const family of families) noteFamily(row, 'families', family, rules.words);
  return {
    ...keyOf(row, partnerNameKey(name)),
    ...none,
    values: {
      name,
      name_key: partnerNameKey(name),
      type: row.text('type'),
      tier: tier ?? null,
      stage: stage ?? 'onboard',
      country: row.country('country'),
      region: row.text('region'),
      city: row.text('city'),
      domain: domainOf(row),
      territories: JSON.stringify(territoriesOf(row, rules.words)),
      families: JSON.stringify(families),
      verticals: JSON.stringify(row.list('verticals')),
      supporter: row.text('supporter'),
      signed_on: row.date('signedOn'),
    },
    kept: [...(tier === undefined ? ['tier'] : []), ...(stage === undefined && row.has('stage') ? ['stage'] : [])],
  };
}

function convertContact(row: RowReader, rules: ReadingRules): Converted {
  const parts = [row.name('firstName'), row.name('lastName')].filter((part) => part !== null).join(' ');
  const name = row.name('name') ?? parts;
  if (name === '') row.wrong('name', 'name_missing', 'The row has no name.', 'Write the name, or take the row out.');
  const partner = row.name('partner');
  if (partner === null)
    row.wrong('partner', 'partner_missing', 'The row names no partner.', 'Write the partner’s name or id.');
  const email = row.email('email');
  const until = row.date('certifiedUntil');
  const certifications = row.list('certifications');
  for (const family of certifications) noteFamily(row, 'certifications', family, rules.words);
  const id = row.has('key') ? row.id('key') : null;
  return {
    key: id === null ? (email?.toLowerCase() ?? `${partnerNameKey(partner ?? '')}|${nameKey(name)}`) : recordKey(id),
    byName: id === null,
    ref: partner === null ? null : recordKey(partner),
    refName: partner,
    values: {
      name,
      title: row.text('title'),
      email,
      phone: row.text('phone'),
      certifications: JSON.stringify(certifications.map((family) => ({ family, until }))),
    },
  };
}

function convertProduct(row: RowReader, rules: ReadingRules): Converted {
  const name = neededName(row, 'name', 'product name');
  const price = amountOf(row, rules, 'price');
  return {
    ...keyOf(row, familyKey(name)),
    ...none,
    values: {
      name,
      family: row.text('family'),
      price_minor: price?.minor ?? null,
      currency: price?.currency ?? null,
    },
  };
}
