import type { ImportKind, MappedField } from '../../contract/exchange.ts';
import { canonicalField } from './canonical-fields.ts';
import { headerKeys } from './header-key.ts';

/** A table as look-ups see it. */
export interface JoinTable {
  /** What a mapping calls it. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Different values under a column, as text, blank ones left out; for a large table those of its first rows. */
  readonly values: (column: string) => ReadonlySet<string>;
  /** Whether a column has a different value in (nearly) every row. */
  readonly isKey: (column: string) => boolean;
}

/** Fields a record may take from a file it points into; a name or an id of its own it never does. */
const TAKEN: Partial<Record<ImportKind, readonly string[]>> = {
  accounts: ['country', 'region', 'city', 'sector', 'owner'],
  opportunities: ['account', 'accountName', 'stage', 'won', 'closed', 'region', 'owner', 'partnerName'],
  partners: ['country', 'region', 'city', 'type', 'tier', 'supporter', 'territories'],
  contacts: ['partner'],
  registrations: ['partner', 'family'],
};

/** Headers under which a look-up table keeps what it explains. */
const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  stage: ['label', 'stagelabel', 'stagename', 'name'],
  owner: ['ownername', 'fullname', 'name', 'email'],
};

type Steps = readonly { file: string; key: string; take: string }[];

interface Reach {
  readonly table: JoinTable;
  /** The column of the imported table that leads here, and the steps up to this table; the last one's `take` is open. */
  readonly column: string;
  readonly steps: Steps;
  readonly key: string;
}

const DEEPEST = 3;
/** This share of the values that point into a table must be there. */
const COVERED = 0.6;

/**
 * Fields that a table does not have itself and that another file of the batch gives it, through a column that both have:
 * a reseller's city and country by its geography key, and from there its territory by the territory's key.
 *
 * A column leads into a table when the names agree (`deal_pipeline_stage_id` and `stage_id` do), the values are
 * different in every row there, and most values here are found there.
 *
 * @param others the tables that are not imported themselves
 */
export function findLookups(
  kind: ImportKind,
  table: JoinTable,
  others: readonly JoinTable[],
  mapped: Readonly<Record<string, MappedField>>,
): Record<string, MappedField> {
  const reached = reachable(table, others);
  const found: Record<string, MappedField> = {};
  for (const field of TAKEN[kind] ?? []) {
    if (field in mapped && !(field === 'stage' && reached.some((reach) => explains(reach, mapped)))) continue;
    const lookup = lookupFor(kind, field, reached, mapped);
    if (lookup !== undefined) found[field] = lookup;
  }
  return found;
}

function reachable(table: JoinTable, others: readonly JoinTable[]): Reach[] {
  const reached: Reach[] = [];
  let edge: { table: JoinTable; column: string | undefined; steps: Steps; via: string | undefined }[] = [
    { table, column: undefined, steps: [], via: undefined },
  ];
  const seen = new Set([table.name]);
  for (let depth = 0; depth < DEEPEST && edge.length > 0; depth += 1) {
    const next: typeof edge = [];
    for (const from of edge) {
      for (const to of others.filter((other) => !seen.has(other.name))) {
        const join = joinOf(from.table, to, from.via);
        if (join === undefined) continue;
        seen.add(to.name);
        const steps = from.column === undefined ? [] : closed(from.steps, join.from);
        const column = from.column ?? join.from;
        reached.push({ table: to, column, steps, key: join.to });
        next.push({ table: to, column, steps: [...steps, { file: to.name, key: join.to, take: '' }], via: join.to });
      }
    }
    edge = next;
  }
  return reached;
}

/** Steps whose last one takes the column that leads on. */
const closed = (steps: Steps, take: string): Steps =>
  steps.map((step, at) => (at === steps.length - 1 ? { ...step, take } : step));

/** The pair of columns by which rows of one table point at rows of another. */
function joinOf(from: JoinTable, to: JoinTable, via: string | undefined): { from: string; to: string } | undefined {
  for (const key of to.columns.filter((column) => to.isKey(column))) {
    const column = from.columns.find((one) => one !== via && namesAgree(one, key) && covers(from, one, to, key));
    if (column !== undefined) return { from: column, to: key };
  }
  return undefined;
}

function namesAgree(from: string, key: string): boolean {
  const theirs = headerKeys(key)[0] ?? '';
  return headerKeys(from).some((ours) => ours === theirs || (theirs.length >= 6 && ours.endsWith(theirs)));
}

function covers(from: JoinTable, column: string, to: JoinTable, key: string): boolean {
  const values = from.values(column);
  if (values.size === 0) return false;
  const there = to.values(key);
  let found = 0;
  for (const value of values) if (there.has(value)) found += 1;
  return found > 0 && found >= values.size * COVERED;
}

/** A stage that is only an id here and has its name there. */
const explains = (reach: Reach, mapped: Readonly<Record<string, MappedField>>): boolean => {
  const { stage } = mapped;
  return stage !== undefined && 'column' in stage && stage.column === reach.column && reach.steps.length === 0;
};

function lookupFor(
  kind: ImportKind,
  field: string,
  reached: readonly Reach[],
  mapped: Readonly<Record<string, MappedField>>,
): MappedField | undefined {
  const names = [...(EXPLAINED[field] ?? []), ...(canonicalField(kind, field)?.headers ?? [])];
  for (const name of names) {
    for (const reach of reached) {
      if (EXPLAINED[field]?.includes(name) && !leadsTo(field, reach, mapped)) continue;
      const take = reach.table.columns.find((column) => column !== reach.key && headerKeys(column).includes(name));
      if (take === undefined) continue;
      const steps = [...reach.steps, { file: reach.table.name, key: reach.key, take }];
      return { column: reach.column, lookup: steps };
    }
  }
  return undefined;
}

/** A bare `label` or `name` is only taken from a table that the field's own column points into. */
function leadsTo(field: string, reach: Reach, mapped: Readonly<Record<string, MappedField>>): boolean {
  const own = mapped[field];
  if (own !== undefined && 'column' in own) return own.column === reach.column && reach.steps.length === 0;
  return new RegExp(field, 'i').test(reach.column);
}
