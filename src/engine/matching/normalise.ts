import anyAscii from 'any-ascii';
import { getDomain } from 'tldts';
import type { Customer } from '../../contract/matching.ts';
import { countryCode } from './country.ts';
import { withoutLegalForm } from './legal-forms.ts';
import { isMailboxHost } from './mailbox-hosts.ts';
import { spelledOut } from './words.ts';

/** Goes up whenever the same input would give another result, so that stored keys can be told to be old. */
export const NORMALISER_VERSION = 1;

export interface NormalisedName {
  /** Lower-case words without legal form, abbreviations written out: “muller maschinenbau”. */
  readonly normName: string;
  readonly tokens: readonly string[];
  /** The same in one piece. Two names with an equal one are the same name. */
  readonly compact: string;
  /** In one piece with its legal form, for slips inside the form and names that are little else: “ycorporation”. */
  readonly whole: string;
  /** Class of the legal form (`gmbh`, `inc` …); `null` when none was written. */
  readonly legal: string | null;
  /** Written in characters whose sound cannot be read off (Han; ASCII reads them all as Chinese): comparable only with itself. */
  readonly ideographic: boolean;
}

const EAST_ASIAN_FORMS = /株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사/g;
const IDEOGRAPHIC = /\p{Script=Han}/u;
// Greek digraphs whose Latin reading is not letter by letter.
const GREEK: readonly (readonly [RegExp, string])[] = [
  [/ου/g, 'u'],
  [/αυ/g, 'av'],
  [/ευ/g, 'ev'],
  [/μπ/g, 'b'],
  [/γγ/g, 'ng'],
];

/**
 * A company's name in comparable form.
 *
 * NFKC, Greek digraphs, ASCII, lower case, dotted and spaced initials joined (S.p.A., N V), `&` as “and”, punctuation
 * dropped, “the” in front and the legal form taken off, abbreviations written out, ae/oe/ue as the umlaut's vowel.
 * Source: matching.md, Normalise. Pure; a name of nothing but punctuation gives an empty result.
 */
export function normaliseName(name: string): NormalisedName {
  const original = name.normalize('NFKC').replace(EAST_ASIAN_FORMS, ' ').toLowerCase();
  let folded = original.normalize('NFD').replace(/\p{M}+/gu, '');
  for (const [digraph, latin] of GREEK) folded = folded.replace(digraph, latin);
  const words = anyAscii(folded.normalize('NFC'))
    .toLowerCase()
    .replace(/&|\+/g, ' and ')
    .replace(/['’`´]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const joined = joinInitials(words);
  const named = joined.length > 1 && joined[0] === 'the' ? joined.slice(1) : joined;
  const { tokens: core, legal } = withoutLegalForm(named);
  const tokens = core.map((token) => foldDigraphs(spelledOut(token)));
  return {
    normName: tokens.join(' '),
    tokens,
    compact: tokens.join(''),
    whole: joined.map(foldDigraphs).join(''),
    legal,
    ideographic: IDEOGRAPHIC.test(original),
  };
}

function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let initials = '';
  for (const word of words) {
    if (word.length === 1) {
      initials += word;
      continue;
    }
    if (initials !== '') joined.push(initials);
    initials = '';
    joined.push(word);
  }
  if (initials !== '') joined.push(initials);
  return joined;
}

// “Mueller” is “Müller”, which ASCII has made “muller”: between consonants ae, oe and ue are umlauts. “Blue” and “aero” stay.
function foldDigraphs(token: string): string {
  return token.replace(/(?<=[bcdfghjklmnprstvwxyz])([aou])e(?=[bcdfghjklmnpqrstvwxyz])/g, '$1');
}

/** The registrable domain of a web address, host or e-mail address; `null` for none, and for the hosts of private mailboxes. */
export function registrableDomain(text: string | null | undefined): string | null {
  if (!text) return null;
  const host = text.trim().toLowerCase();
  const domain = getDomain(host.includes('@') && !host.includes('/') ? host.slice(host.lastIndexOf('@') + 1) : host);
  return domain === null || isMailboxHost(domain) ? null : toAsciiHost(domain);
}

function toAsciiHost(domain: string): string {
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain;
}

/** The domain without its public suffix: “harrow” of harrow.co.uk. */
export function domainLabel(domain: string): string {
  return domain.slice(0, domain.indexOf('.'));
}

/** A tax number as letters and digits, without its country's prefix; `null` for none or one too short to mean anything. */
export function normaliseTaxId(taxId: string | null | undefined, country: string | null): string | null {
  const plain = (taxId ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const prefix = country === 'GR' ? 'EL' : country;
  const bare = plain.replace(/^(VAT|UID|UST|TVA|IVA|NIP)+/, '');
  const number =
    prefix !== null && bare.startsWith(prefix) ? bare.slice(2) : /^[A-Z]{2}\d/.test(bare) ? bare.slice(2) : bare;
  return number.length < 5 || /^(.)\1*$/.test(number) ? null : number;
}

/** The last seven digits of a telephone number without its extension; `null` where there are fewer. */
export function phoneTail(phone: string | null | undefined): string | null {
  const digits = (phone ?? '')
    .replace(/(?:ext|x|dw)[.\s]*\d+\s*$/i, '')
    .replace(/\(0\)/g, '')
    .replace(/\D/g, '');
  return digits.length < 7 ? null : digits.slice(-7);
}

const STREET_WORDS = new Map(
  Object.entries({
    street: 'st',
    strasse: 'st',
    str: 'st',
    avenue: 'av',
    ave: 'av',
    road: 'rd',
    boulevard: 'bd',
    blvd: 'bd',
    drive: 'dr',
    lane: 'ln',
    place: 'pl',
    square: 'sq',
    court: 'ct',
    north: 'n',
    south: 's',
    east: 'e',
    west: 'w',
    platz: 'pl',
    allee: 'av',
    rue: 'st',
    via: 'st',
    calle: 'st',
  }),
);

export interface NormalisedPlace {
  readonly country: string | null;
  readonly city: string | null;
  readonly postcode: string | null;
  readonly number: string | null;
  /** Street words in short form without the kind of street: “n pulaski”. */
  readonly street: string | null;
}

function normalisePlace(customer: Customer): NormalisedPlace {
  const plain = (text: string | null | undefined) =>
    anyAscii((text ?? '').normalize('NFKC'))
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const address = plain(customer.address)
    .split(' ')
    .filter((word) => word !== '');
  const number = address.find((word) => /^\d+[a-z]?$/.test(word)) ?? null;
  const kinds = new Set(['st', 'av', 'rd', 'bd', 'dr', 'ln', 'pl', 'sq', 'ct']);
  const street = address
    .map((word) => STREET_WORDS.get(word) ?? word.replace(/(?<=\w{3})(strasse|str)$/, ''))
    .filter((word) => !kinds.has(word) && word !== number)
    .slice(0, 3)
    .join(' ');
  const city = foldDigraphs(plain(customer.city));
  const postcode = plain(customer.postcode).replaceAll(' ', '').toUpperCase();
  return {
    country: countryCode(customer.country),
    city: city || null,
    postcode: postcode || null,
    number,
    street: street || null,
  };
}

/** A customer in comparable form, beside what was written. */
export interface NormalisedCustomer {
  readonly written: Customer;
  readonly name: NormalisedName;
  readonly domain: string | null;
  readonly taxId: string | null;
  readonly phone: string | null;
  readonly place: NormalisedPlace;
}

/** A customer, as a partner or the CRM wrote it, in comparable form. */
export function normaliseCustomer(customer: Customer): NormalisedCustomer {
  const place = normalisePlace(customer);
  return {
    written: customer,
    name: normaliseName(customer.name),
    domain: registrableDomain(customer.domain),
    taxId: normaliseTaxId(customer.taxId, place.country),
    phone: phoneTail(customer.phone),
    place,
  };
}
