import type { ImportKind } from '../../contract/exchange.ts';
import { isSetKind, TARGETS } from './kinds.ts';
import { INNER, inCamel } from './shown-record.ts';

type Shown = Record<string, unknown>;

const isShown = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBlank = (value: unknown): boolean => value == null || (Array.isArray(value) && value.length === 0);

/** Where a record has what a field of the mapping gives: several fields may make one value. */
function placeOf(kind: ImportKind, field: string): string | undefined {
  if (!isSetKind(kind)) return PLACES[field] ?? field;
  if (field === 'key') return field;
  if (field === 'partner') return kind === 'contacts' ? field : undefined;
  const target = TARGETS[kind].find(({ column, from }) => from.includes(field) && !INNER.has(column));
  if (target !== undefined) return inCamel(target.column);
  return field === 'value' || field === 'price' ? field : field === 'wonValue' ? 'value' : undefined;
}

/** Fields of a registration that make a value which goes by another name. */
const PLACES: Readonly<Record<string, string>> = {
  'value.minor': 'value',
  currency: '',
  deleted: '',
  'contact.firstName': 'contact.name',
  'contact.lastName': 'contact.name',
};

/**
 * A record of a wrong row with the text of its cells where a value could not be read, nested as the record is.
 *
 * @param texts the text of the cells by canonical field, blank ones left out
 */
export function withRawText(kind: ImportKind, record: Shown, texts: ReadonlyMap<string, string>): Shown {
  const shown: Shown = structuredClone(record);
  const filled = new Set<string>();
  const evidence: Shown = {};
  for (const [field, text] of texts) {
    if (kind === 'registrations' && field.startsWith('evidence.')) {
      evidence[field.slice('evidence.'.length)] = text;
      continue;
    }
    const place = placeOf(kind, field);
    if (place === undefined || place === '') continue;
    put(shown, place.split('.'), text, filled.has(place));
    filled.add(place);
  }
  if (Object.keys(evidence).length > 0 && isBlank(shown.evidence)) shown.evidence = [evidence];
  return shown;
}

/** Puts a text in a place of the record that holds nothing; a further one, for the same place, after it. */
function put(record: Shown, [name = '', ...rest]: readonly string[], text: string, isFurther: boolean): void {
  const there = record[name];
  if (rest.length > 0) {
    const inner = isShown(there) ? there : {};
    record[name] = inner;
    put(inner, rest, text, isFurther);
  } else if (isBlank(there)) record[name] = text;
  else if (isFurther && typeof there === 'string' && there !== text) record[name] = `${there} ${text}`;
}
