import type { ImportKind } from '../../../contract/exchange.ts';
import type { EpochMs, IsoDate, Money } from '../../../contract/units.ts';
import { exponentOf } from '../../format/money.ts';
import type { Format } from '../../format/useFormat.tsx';

export type ImportRecord = Readonly<Record<string, unknown>>;

/** The value of a canonical field: `customer.name` is a path. */
export function fieldValue(record: ImportRecord, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as ImportRecord)[key] : undefined),
      record,
    );
}

const isMoney = (value: object): value is Money => 'minor' in value && 'currency' in value;

/** Whole units where there is nothing behind the mark, else to the last digit: an import is checked, not admired. */
function moneyInWords(money: Money, format: Format): string {
  return money.minor % 10 ** exponentOf(money.currency) === 0 ? format.money(money) : format.exactMoney(money);
}

function objectInWords(value: object, format: Format): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '—' : value.map((one) => valueInWords(one, format)).join(', ');
  }
  if (isMoney(value)) return moneyInWords(value, format);
  const { family, until, kind, date, name } = value as Record<string, string | undefined>;
  if (family !== undefined) return until == null ? family : `${family} until ${dayInWords(until, format)}`;
  if (kind !== undefined) return date == null ? kind : `${kind}, ${dayInWords(date, format)}`;
  return name ?? Object.values(value).filter(Boolean).join(', ');
}

/** A day there is: 2026-02-31 stays what it is, a text. */
function isDay(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** What was written where a day was meant stays what it is. */
const dayInWords = (text: string, format: Format): string => (isDay(text) ? format.date(text) : text);

const EARLIEST_INSTANT = 100_000_000_000;

/** A value of a record as read; “—” where there is none. */
export function valueInWords(value: unknown, format: Format): string {
  switch (typeof value) {
    case 'string':
      if (value === '') return '—';
      return dayInWords(value, format);
    case 'number':
      return value > EARLIEST_INSTANT ? format.instant(value as EpochMs) : format.count(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'object':
      return value === null ? '—' : objectInWords(value, format);
    default:
      return '—';
  }
}

/** A field worth a column, and the fields of the mapping that make it. */
export type ShownField = {
  field: string;
  title: string;
  width: string;
  /** Where a change has to be read: “€3,050 → €2,100”. */
  wide?: string;
  /** Left out where changes need its room. */
  spare?: boolean;
  align?: 'end';
  from: readonly string[];
  /** Says nothing of its own where these are all there. */
  unless?: readonly string[];
};

const shown = (field: string, title: string, width: string, from: string = field, align?: 'end'): ShownField => ({
  field,
  title,
  width,
  from: from.split(' '),
  ...(align === undefined ? {} : { align }),
});

/** The fields of each kind that are looked at in a table, those that matter most first; the others stand in the row's panel. */
export const SHOWN_FIELDS: Readonly<Record<ImportKind, readonly ShownField[]>> = {
  accounts: [
    shown('name', 'Name', 'minmax(160px, 2fr)'),
    shown('domain', 'Domain', 'minmax(120px, 1.2fr)'),
    shown('country', 'Country', 'minmax(70px, 0.5fr)'),
    shown('city', 'City', 'minmax(90px, 1fr)'),
    shown('sector', 'Sector', 'minmax(90px, 1fr)'),
    shown('owner', 'Owner', 'minmax(90px, 1fr)'),
    shown('region', 'Region', 'minmax(90px, 1fr)'),
    shown('parent', 'Parent account', 'minmax(100px, 1fr)'),
  ],
  opportunities: [
    { ...shown('accountName', 'Account', 'minmax(110px, 1.6fr)', 'account accountName'), wide: 'minmax(110px, 1.3fr)' },
    { ...shown('name', 'Opportunity', 'minmax(110px, 1.2fr)'), unless: ['accountName', 'product'], spare: true },
    { ...shown('product', 'Product', 'minmax(90px, 1fr)'), spare: true },
    { ...shown('value', 'Value', 'minmax(110px, 1fr)', 'value wonValue', 'end'), wide: 'minmax(174px, 1.2fr)' },
    { ...shown('stage', 'Stage', 'minmax(100px, 1fr)', 'stage status won closed'), wide: 'minmax(160px, 1.45fr)' },
    {
      ...shown('closeOn', 'Close date', 'minmax(104px, 1.1fr)', 'closeOn closedOn wonOn lostOn'),
      wide: 'minmax(186px, 1.45fr)',
    },
  ],
  partners: [
    shown('name', 'Name', 'minmax(160px, 2fr)'),
    shown('tier', 'Tier', 'minmax(80px, 0.7fr)'),
    shown('type', 'Type', 'minmax(90px, 1fr)'),
    shown('stage', 'Stage', 'minmax(90px, 0.8fr)'),
    shown('country', 'Country', 'minmax(70px, 0.5fr)'),
    shown('supporter', 'Supported by', 'minmax(100px, 1fr)'),
    shown('city', 'City', 'minmax(90px, 1fr)'),
    shown('region', 'Region', 'minmax(90px, 1fr)'),
    shown('verticals', 'Verticals', 'minmax(90px, 1fr)'),
  ],
  contacts: [
    shown('name', 'Name', 'minmax(140px, 1.4fr)', 'name firstName lastName'),
    shown('partner', 'Partner', 'minmax(120px, 1.1fr)'),
    shown('title', 'Title', 'minmax(110px, 1fr)'),
    shown('email', 'E-mail', 'minmax(150px, 1.4fr)'),
    shown('certifications', 'Certified in', 'minmax(150px, 2fr)', 'certifications certifiedUntil'),
  ],
  products: [
    shown('name', 'Product', 'minmax(160px, 2fr)'),
    shown('family', 'Family', 'minmax(120px, 1fr)'),
    shown('price', 'List price', 'minmax(110px, 0.8fr)', 'price', 'end'),
    shown('key', 'Code', 'minmax(100px, 1fr)'),
  ],
  registrations: [
    shown('customer.name', 'Customer', 'minmax(150px, 1.6fr)'),
    shown('partner', 'Partner', 'minmax(110px, 1fr)'),
    shown('family', 'Family', 'minmax(90px, 0.8fr)'),
    shown('value', 'Value', 'minmax(100px, 0.8fr)', 'value value.minor', 'end'),
    shown('expectedClose', 'Expected close', 'minmax(110px, 0.9fr)'),
    shown('evidence', 'Evidence', 'minmax(130px, 1.2fr)', 'evidence evidence.kind evidence.date'),
  ],
};
