import type { ImportKind } from '../../contract/exchange.ts';
import { type SetKind, TARGETS } from './kinds.ts';

/** A staged row, or a row of the workspace's table: columns by name. */
export type RecordRow = Readonly<Record<string, string | number | null>>;

const jsonOf = (text: string | number | null | undefined): unknown =>
  typeof text === 'string' ? JSON.parse(text) : [];

const moneyOf = (row: RecordRow, column: string) =>
  row[column] == null ? null : { minor: row[column], currency: row.currency };

/** Columns that only we need. */
export const INNER: ReadonlySet<string> = new Set([
  'name_key',
  'family_key',
  'account_id',
  'partner_id',
  'value_minor',
  'price_minor',
  'currency',
]);

/** The name in a record of a column. */
export const inCamel = (column: string): string =>
  column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A record of a kind in the canonical fields of its procedures. */
export function shownRecord(kind: ImportKind, row: RecordRow): Record<string, unknown> {
  if (kind === 'registrations')
    return row.input == null ? {} : (JSON.parse(String(row.input)) as Record<string, unknown>);
  const record: Record<string, unknown> = { key: row.key };
  for (const { column } of TARGETS[kind as SetKind])
    if (!INNER.has(column)) record[inCamel(column)] = row[column] ?? null;
  switch (kind) {
    case 'opportunities':
      return { ...record, value: moneyOf(row, 'value_minor'), renewal: row.renewal === 1 };
    case 'products':
      return { ...record, price: moneyOf(row, 'price_minor') };
    case 'partners':
      return {
        ...record,
        territories: jsonOf(row.territories),
        families: jsonOf(row.families),
        verticals: jsonOf(row.verticals),
      };
    case 'contacts':
      return {
        ...record,
        partner: row.partner_name ?? row.ref_name ?? null,
        certifications: jsonOf(row.certifications),
      };
    default:
      return record;
  }
}

/** The fields in which a record was different before, as they were. */
export function fieldsBefore(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field])),
  );
}
