import type { z } from 'zod';
import type { FieldInfo as FieldInfoSchema, MappedField, Mapping } from '../../../contract/exchange.ts';

export type FieldInfo = z.infer<typeof FieldInfoSchema>;

const isOwnColumn = (from: MappedField): from is { column: string } => 'column' in from && from.lookup === undefined;

/** The field a column is taken for; a column that is only looked up from is not. */
export const fieldOfColumn = (mapping: Mapping, column: string): string | undefined =>
  Object.entries(mapping.fields).find(([, from]) => isOwnColumn(from) && from.column === column)?.[0];

/** A mapping in which a column gives a field (`undefined`: none). A field comes from one place, a column gives one field. */
export function takeColumn(mapping: Mapping, column: string, field: string | undefined): Mapping {
  const rest = Object.entries(mapping.fields).filter(
    ([name, from]) => name !== field && !(isOwnColumn(from) && from.column === column),
  );
  return { ...mapping, fields: Object.fromEntries(field === undefined ? rest : [...rest, [field, { column }]]) };
}

/** A mapping in which a field is the same for all rows; without a value it comes from nowhere. */
export function sayForAll(mapping: Mapping, field: string, constant: string | undefined): Mapping {
  const { [field]: _, ...rest } = mapping.fields;
  return { ...mapping, fields: constant === undefined ? rest : { ...rest, [field]: { constant } } };
}

/** Fields that are the same for all rows, in the order they were said. */
export const constantsOf = (mapping: Mapping): { field: string; constant: string }[] =>
  Object.entries(mapping.fields).flatMap(([field, from]) =>
    'constant' in from ? [{ field, constant: from.constant }] : [],
  );

/** Fields that are looked up in another file, with where. */
export const lookupsOf = (mapping: Mapping): { field: string; column: string; file: string }[] =>
  Object.entries(mapping.fields).flatMap(([field, from]) => {
    if (!('column' in from) || from.lookup === undefined) return [];
    return [{ field, column: from.column, file: from.lookup.map((step) => step.file).join(', then ') }];
  });

/** Fields each row needs and the mapping does not give. */
export const missingFields = (fields: readonly FieldInfo[], mapping: Mapping): FieldInfo[] =>
  fields.filter(({ field, required }) => required && !(field in mapping.fields));

/** What a word of this source means, said by a person. */
export function sayWord(mapping: Mapping, field: string, word: string, meaning: string): Mapping {
  return { ...mapping, words: { ...mapping.words, [field]: { ...mapping.words[field], [word]: meaning } } };
}

/** Changes of the mapping that mend every issue of a code at once, as buttons. */
export function repairsOf(code: string): { title: string; change: Partial<Mapping> }[] {
  switch (code) {
    case 'date_ambiguous':
      return [
        { title: 'The day comes first', change: { dateOrder: 'dmy' } },
        { title: 'The month comes first', change: { dateOrder: 'mdy' } },
      ];
    case 'number_ambiguous':
      return [
        { title: '1,234.50', change: { decimal: '.' } },
        { title: '1.234,50', change: { decimal: ',' } },
      ];
    default:
      return [];
  }
}

const IN_MAPPING = new Set([
  'encoding_guessed',
  'accounts_absent',
  'status_unclear',
  'currency_ambiguous',
  'currency_missing',
  'column_missing',
  'column_absent',
  'nothing_importable',
  'header_absent',
  'lookup_file_missing',
]);

/** Whether an issue is mended in the mapping rather than in the file. */
export const isMendedInMapping = (code: string): boolean => IN_MAPPING.has(code);
