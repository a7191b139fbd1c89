import type { ImportKind, MappedField, Mapping } from '../../contract/exchange.ts';
import { problem } from '../../contract/refusal.ts';
import type { Currency, Problem } from '../../contract/units.ts';
import { type Cell, textOf } from '../formats/index.ts';
import { readCountry } from '../formats/values.ts';
import { sha256 } from '../store/ids.ts';
import { CANONICAL, canonicalField } from './canonical-fields.ts';
import { findLookups, type JoinTable } from './find-lookups.ts';
import { headerKeys } from './header-key.ts';
import type { ReadTable } from './read-into-staging.ts';
import { isWhole, type Recognised, recognise, type TableLooks } from './recognise.ts';
import type { GivenMapping, PinnedTable } from './stage-input.ts';
import { type ColumnStyle, settleStyles } from './styles.ts';

/** A table with what is to be done with it. */
export interface PlannedTable {
  readonly table: ReadTable;
  readonly columns: readonly string[];
  /** What mappings of other tables call it. */
  readonly name: string;
  kind: ImportKind | null;
  use: 'import' | 'lookup' | 'none';
  mapping: Mapping | null;
  styles: ReadonlyMap<string, ColumnStyle>;
  remembered: boolean;
  readonly signature: string;
  readonly problems: Problem[];
}

/** A mapping remembered from an earlier file with the same columns. */
export type Remember = (signature: string) => { kind: ImportKind; mapping: Mapping } | undefined;

/** First values of a table's columns, and whole columns of small ones. */
export interface Glimpse {
  readonly samples: (table: ReadTable, column: string) => readonly string[];
  readonly join: (table: ReadTable, name: string) => JoinTable;
}

/** The same columns, in whatever order, have the same signature. */
const signatureOf = (columns: readonly string[]): string =>
  sha256(
    [...columns]
      .map((column) => headerKeys(column)[0] ?? column)
      .sort()
      .join('\n'),
  );

/**
 * Decides for each table of a batch what it is, which column each field comes from, and which tables only explain others.
 *
 * In this order: what a commit pinned; what a person said; what was remembered of the same columns; what the names of
 * the columns tell.
 */
export function planTables(
  tables: readonly ReadTable[],
  kind: ImportKind | undefined,
  remember: Remember,
  glimpse: Glimpse,
): PlannedTable[] {
  const kinds = kindsSaid(tables, kind, glimpse);
  const planned = tables.map((table) => plannedTable(table, tables, kinds.get(table), remember, glimpse));
  const joins = new Map(planned.map((one) => [one, glimpse.join(one.table, one.name)]));
  const free = planned.filter((one) => one.kind === null && one.table.head !== null && !one.table.broken);
  const others = free.flatMap((one) => joins.get(one) ?? []);
  for (const one of planned) {
    const own = joins.get(one);
    if (one.kind === null || one.mapping === null || own === undefined || pinnedOf(one.table) !== undefined) continue;
    dropLostLookups(one, planned);
    if (isComplete(one.table.given.mapping)) continue;
    Object.assign(one.mapping.fields, findLookups(one.kind, own, others, one.mapping.fields));
  }
  markLookups(planned);
  for (const one of planned) finish(one);
  return planned;
}

function pinnedOf(table: ReadTable): PinnedTable | undefined {
  const sheet = table.head?.sheet ?? null;
  return table.given.pinned?.find((one) => one.sheet === sheet);
}

/** Someone who names the source as well gives the whole mapping; else only parts of it. */
const isComplete = (given: GivenMapping | undefined): boolean =>
  given?.fields !== undefined && given.source !== undefined;

function plannedTable(
  table: ReadTable,
  all: readonly ReadTable[],
  told: ImportKind | undefined,
  remember: Remember,
  glimpse: Glimpse,
): PlannedTable {
  const columns = table.head?.columns ?? [];
  const several = all.filter((other) => other.given === table.given).length > 1;
  const sheet = table.head?.sheet;
  const planned: PlannedTable = {
    ...{ table, columns, kind: null, use: 'none', mapping: null, styles: new Map(), remembered: false, problems: [] },
    name: several && sheet !== undefined ? `${table.given.name}#${sheet}` : table.given.name,
    signature: signatureOf(columns),
  };
  if (table.head === null || table.broken) return planned;
  const pinned = pinnedOf(table);
  if (table.given.pinned !== undefined) {
    planned.kind = pinned?.kind ?? null;
    planned.mapping = pinned?.mapping == null ? null : wholeMapping(pinned.mapping, { source: 'plain', fields: {} });
    return planned;
  }
  const before = remember(planned.signature);
  if (before !== undefined && (told === undefined || told === before.kind) && isRemembered(before.mapping, columns)) {
    planned.remembered = true;
    planned.kind = before.kind;
    const { encoding: _ofThatFile, ...mapping } = before.mapping;
    planned.mapping = withGiven(mapping, table.given.mapping);
    return planned;
  }
  const seen = recognise(looksOf(table, glimpse), told);
  planned.kind = seen.kind;
  planned.mapping = seen.kind === null ? null : withGiven(wholeMapping({}, seen), table.given.mapping);
  if (seen.kind === null) planned.problems.push(nothingFor(planned, seen, several));
  return planned;
}

const looksOf = (table: ReadTable, glimpse: Glimpse): TableLooks => ({
  file: table.given.name,
  columns: table.head?.columns ?? [],
  samples: (column) => glimpse.samples(table, column),
  isCountry: (text) => readCountry(text).ok,
});

/**
 * The kind a person said each table has: its own, or the one said of the whole batch, for tables whose columns can be
 * that kind and that do not merely explain one that is plainly of it. Where no table can be, it is said of all.
 */
function kindsSaid(
  tables: readonly ReadTable[],
  kind: ImportKind | undefined,
  glimpse: Glimpse,
): ReadonlyMap<ReadTable, ImportKind | undefined> {
  const own = new Map(tables.map((table) => [table, table.given.kind]));
  if (kind === undefined) return own;
  const free = tables.filter((table) => table.given.kind === undefined && table.head !== null && !table.broken);
  const fit = free.flatMap((table) => {
    const { fields } = recognise(looksOf(table, glimpse), kind);
    return isWhole(kind, fields) ? [{ table, fields, plain: recognise(looksOf(table, glimpse)).kind !== null }] : [];
  });
  const named = new Map(fit.map((one) => [one, glimpse.join(one.table, one.table.given.name)]));
  const open = fit.filter(({ plain }) => !plain);
  const explains = new Set(
    fit.flatMap((one) => {
      const join = named.get(one);
      if (!one.plain || join === undefined) return [];
      const others = open.flatMap((other) => named.get(other) ?? []);
      return Object.values(findLookups(kind, join, others, one.fields)).flatMap((from) =>
        'column' in from ? (from.lookup ?? []).map(({ file }) => file) : [],
      );
    }),
  );
  const meant = fit.filter(({ table, plain }) => plain || !explains.has(table.given.name));
  for (const table of meant.length === 0 ? free : meant.map((one) => one.table)) own.set(table, kind);
  return own;
}

/** Every column it names is still there. */
const isRemembered = (mapping: Mapping, columns: readonly string[]): boolean =>
  Object.values(mapping.fields).every((from) => !('column' in from) || columns.includes(from.column));

const wholeMapping = (given: GivenMapping, seen: Pick<Recognised, 'source' | 'fields'>): Mapping => ({
  source: given.source ?? seen.source,
  fields: { ...(given.fields ?? seen.fields) },
  ...(given.dateOrder === undefined ? {} : { dateOrder: given.dateOrder }),
  ...(given.decimal === undefined ? {} : { decimal: given.decimal }),
  ...(given.currency === undefined ? {} : { currency: given.currency }),
  ...(given.encoding === undefined ? {} : { encoding: given.encoding }),
  words: given.words ?? {},
});

/** A mapping with what a person gave in its place; a whole one replaces all fields, a part of one only those it names. */
function withGiven(mapping: Mapping, given: GivenMapping | undefined): Mapping {
  if (given === undefined) return wholeMapping(mapping, mapping);
  const fields = isComplete(given)
    ? { ...given.fields }
    : { ...without(mapping.fields, given.fields), ...given.fields };
  const words = { ...mapping.words, ...given.words };
  const { source, dateOrder, decimal, currency, encoding } = given;
  return {
    ...mapping,
    ...(source === undefined ? {} : { source }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(currency === undefined ? {} : { currency: currency as Currency }),
    ...(encoding === undefined ? {} : { encoding }),
    fields,
    words,
  };
}

/** Recognised fields whose column a person gave to another field give way. */
function without(
  fields: Readonly<Record<string, MappedField>>,
  given: Readonly<Record<string, MappedField>> = {},
): Record<string, MappedField> {
  const taken = new Set(
    Object.values(given).flatMap((from) => ('column' in from && !from.lookup ? [from.column] : [])),
  );
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, from]) => !('column' in from) || from.lookup !== undefined || !taken.has(from.column),
    ),
  );
}

/** Look-ups through files that are not in this batch are of no use; what the names tell may find others. */
function dropLostLookups(one: PlannedTable, all: readonly PlannedTable[]): void {
  if (one.mapping === null) return;
  for (const [field, from] of Object.entries(one.mapping.fields)) {
    if (!('column' in from) || from.lookup === undefined) continue;
    const lost = from.lookup.find((step) => tableNamed(all, step.file) === undefined);
    if (lost === undefined) continue;
    delete one.mapping.fields[field];
    if (one.table.given.mapping?.fields?.[field] !== undefined) {
      one.problems.push(
        problem(
          'lookup_file_missing',
          `“${field}” is looked up in ${lost.file}, which is not among the files.`,
          `Choose ${lost.file} together with ${one.table.given.name}.`,
          { file: one.table.given.name },
        ),
      );
    }
  }
}

/** The table that a look-up calls by a name: a file, `file#sheet`, or a sheet. */
export const tableNamed = (all: readonly PlannedTable[], name: string): PlannedTable | undefined =>
  all.find((one) => one.name === name) ??
  all.find((one) => `${one.table.given.name}#${one.table.head?.sheet ?? ''}` === name) ??
  all.find((one) => one.table.given.name === name) ??
  all.find((one) => one.table.head?.sheet === name);

function markLookups(planned: readonly PlannedTable[]): void {
  for (const one of planned) if (one.kind !== null && one.mapping !== null) one.use = 'import';
  for (const one of planned) {
    for (const from of Object.values(one.mapping?.fields ?? {})) {
      if (one.use !== 'import' || !('column' in from)) continue;
      for (const step of from.lookup ?? []) {
        const target = tableNamed(planned, step.file);
        if (target?.use !== 'none') continue;
        target.use = 'lookup';
        target.problems.length = 0;
      }
    }
  }
}

/** Settles styles and says what is missing. */
function finish(one: PlannedTable): void {
  const { mapping, kind, table } = one;
  if (mapping === null || kind === null || one.use !== 'import') return;
  const typed = new Map<string, ColumnStyle>();
  for (const [field, from] of Object.entries(mapping.fields)) {
    if (!('column' in from) || from.lookup !== undefined) continue;
    const type = canonicalField(kind, field)?.type;
    const evidence = table.evidence.get(from.column);
    if (evidence !== undefined && (type === 'date' || type === 'instant' || type === 'amount' || type === 'integer'))
      typed.set(from.column, evidence.style());
  }
  const settled = settleStyles(typed, mapping);
  one.styles = settled.styles;
  if (settled.dateOrder !== undefined) mapping.dateOrder = settled.dateOrder;
  if (settled.decimal !== undefined) mapping.decimal = settled.decimal;
  const place = { file: table.given.name, ...(table.head?.sheet === undefined ? {} : { sheet: table.head.sheet }) };
  for (const field of CANONICAL[kind].filter(({ required, field: name }) => required && !(name in mapping.fields))) {
    one.problems.push(
      problem(
        'column_missing',
        `No column of ${table.given.name} was found for “${field.title}”, which each row needs.`,
        'Choose its column, or one value for all rows.',
        place,
      ),
    );
  }
  one.problems.push(...monthlyRevenue(one, place));
  for (const from of Object.values(mapping.fields)) {
    if ('column' in from && !one.columns.includes(from.column)) {
      one.problems.push(
        problem(
          'column_absent',
          `The mapping names a column “${from.column}” that ${table.given.name} does not have.`,
          `Choose one of its columns: ${one.columns.slice(0, 12).join(', ')}.`,
          { ...place, column: from.column },
        ),
      );
    }
  }
}

const MONTHLY = /monthly(recurring|aws)?.*revenue|^mrr$/;

/** A revenue a month is no value of a deal: nobody said for how many months. */
function monthlyRevenue(one: PlannedTable, place: { file: string; sheet?: string }): Problem[] {
  const fields = one.mapping?.fields ?? {};
  const column = one.columns.find((name) => headerKeys(name).some((key) => MONTHLY.test(key)));
  if (column === undefined || 'value' in fields || 'value.minor' in fields) return [];
  return [
    problem(
      'monthly_revenue',
      `“${column}” is a revenue a month; it was not taken for the value of the deal.`,
      'Add a column with the whole value, or choose this one if it is meant.',
      { ...place, column },
    ),
  ];
}

function nothingFor(one: PlannedTable, seen: Recognised, several: boolean): Problem {
  const where = several ? 'this sheet' : 'this file';
  const place = {
    file: one.table.given.name,
    ...(one.table.head?.sheet === undefined ? {} : { sheet: one.table.head.sheet }),
  };
  if (seen.foreign !== null) {
    return problem(
      'nothing_importable',
      `There is nothing importable in ${where}: it holds ${seen.foreign}.`,
      'Nothing, if that is right; accounts, opportunities, partners, registrations, products and contacts of partners are taken.',
      place,
    );
  }
  return problem(
    'nothing_importable',
    `There is nothing importable in ${where}: its columns (${one.columns.slice(0, 6).join(', ')}) are not those of a kind we know.`,
    'If it does hold records, choose their kind and match the columns by hand.',
    place,
  );
}

/** Cells of a row that look-ups compare, as text. */
export const lookupText = (cell: Cell | undefined): string => textOf(cell ?? '').trim();
