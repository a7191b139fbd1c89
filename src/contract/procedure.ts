import { oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs, Problem } from './units.ts';

/** What a procedure is: a question is answered by the reader thread, a change goes through the writer's queue. */
export interface ProcedureMeta {
  kind: 'question' | 'change';
  /** A sentence or two: what it does, shapes, units, errors. Printed by `engine -- --list`. */
  description: string;
}

/** Errors any procedure may answer with. `problems` says what happened, where, and what to do. */
const refusals = {
  /** The file cannot be used: not ours, newer than us, damaged, held by another process, the disk full or gone. */
  WORKSPACE_UNUSABLE: { data: z.object({ problems: z.array(Problem).min(1) }) },
  /** The input has the right shape and cannot be accepted. */
  REFUSED: { data: z.object({ problems: z.array(Problem).min(1) }) },
  /** No such record in this workspace. */
  NOT_FOUND: { data: z.object({ what: z.string(), id: z.string() }) },
} as const;

const base = oc.$meta<ProcedureMeta>({ kind: 'question', description: '' }).errors(refusals);

/** A procedure that changes nothing. */
export const question = (description: string) => base.meta({ kind: 'question', description });

/** A procedure that writes, or that must see every write (a watch): it goes through the writer. */
export const change = (description: string) => base.meta({ kind: 'change', description });

/** Refusal of a write made from what has since been changed. */
export const staleRevision = {
  STALE_REVISION: { data: z.object({ changedBy: z.string(), changedAt: EpochMs }) },
} as const;

/** Sort by a column, descending when `descending`. */
export const Sort = z.object({ by: z.string(), descending: z.boolean().default(false) });
export type Sort = z.infer<typeof Sort>;

/** What is typed to search by: SQLite compares with no pattern of more than fifty thousand bytes. */
export const SearchText = z.string().max(1_000, 'search for at most 1,000 characters');

/** Where a page starts: the `next` of the page before, and nothing else. */
export const Cursor = z.string().regex(/^from-\d{1,12}$/, 'expected the “next” of the page before');

/** The input of every list: `limit` items from `cursor` on. */
export const listInput = <Filter extends z.ZodType, const By extends readonly [string, ...string[]]>(
  filter: Filter,
  by: By,
) =>
  z
    .object({
      filter: filter.optional(),
      sort: z.object({ by: z.enum(by), descending: z.boolean().default(false) }).optional(),
      limit: z.int().min(1).max(1_000).default(100),
      cursor: Cursor.optional(),
    })
    .prefault({});

/** The output of every list: a page, how many there are in all, and where the next page starts (`null` at the end). */
export const listOutput = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.int().nonnegative(), next: z.string().nullable() });
