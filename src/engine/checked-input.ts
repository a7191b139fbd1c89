import { ORPCError } from '@orpc/contract';
import type { z } from 'zod';

type Schema = z.core.$ZodType;
type Path = readonly PropertyKey[];

/** What a schema says is wrong with an input, as the Standard Schema tells it. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A key that a schema does not know, and those it does know at that place. */
interface UnknownKey {
  readonly path: Path;
  readonly known: readonly string[];
}

/**
 * The keys of an input that its schema would drop in silence: a filter misspelt would filter nothing.
 *
 * Asked at the border alone, so that an input of an earlier version in the journal is replayed as it was. A key whose
 * value is undefined is as good as not there.
 */
export function unknownKeys(schema: Schema, value: unknown, path: Path = []): UnknownKey[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return isRecord(value) ? ofObject(def, value, path) : [];
    case 'array':
      return Array.isArray(value) ? value.flatMap((one, at) => unknownKeys(def.element, one, [...path, at])) : [];
    case 'record':
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, one]) => unknownKeys(def.valueType, one, [...path, key]))
        : [];
    case 'union':
      return ofUnion(def.options, value, path);
    case 'intersection':
      throw new Error('expected inputs without intersections, found one');
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unknownKeys(def.innerType, value, path);
    case 'pipe':
      return unknownKeys(def.in, value, path);
    case 'lazy':
      return unknownKeys(def.getter(), value, path);
    default:
      return [];
  }
}

const keysOf = (input: unknown): UnknownKey[] =>
  isRecord(input) ? Object.keys(input).map((key) => ({ path: [key], known: [] })) : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofObject(def: z.core.$ZodObjectDef, value: Record<string, unknown>, path: Path): UnknownKey[] {
  const known = Object.keys(def.shape);
  return Object.entries(value).flatMap(([key, one]) => {
    const field = def.shape[key];
    if (field !== undefined) return unknownKeys(field, one, [...path, key]);
    return one === undefined || def.catchall !== undefined ? [] : [{ path: [...path, key], known }];
  });
}

/** Of those options that accept the value, the one that knows it best. */
function ofUnion(options: readonly Schema[], value: unknown, path: Path): UnknownKey[] {
  const found = options
    .filter((option) => (option as z.ZodType).safeParse(value).success)
    .map((option) => unknownKeys(option, value, path));
  return (
    found.reduce<UnknownKey[] | undefined>(
      (best, one) => (best && best.length <= one.length ? best : one),
      undefined,
    ) ?? []
  );
}

/** Texts with half a character, as what cuts a text in the middle of an emoji leaves it: no journal can hold them. */
function halfCharacters(value: unknown, path: Path = []): Issue[] {
  if (typeof value === 'string')
    return !/\p{Surrogate}/u.test(value)
      ? []
      : [{ path, message: 'a character is cut in half, an emoji for instance; write the text anew' }];
  if (Array.isArray(value)) return value.flatMap((one, at) => halfCharacters(one, [...path, at]));
  return isRecord(value) ? Object.entries(value).flatMap(([key, one]) => halfCharacters(one, [...path, key])) : [];
}

/**
 * Refuses an input with keys that nobody would read, or with texts that cannot be kept.
 *
 * @throws BAD_REQUEST naming the first of them, and all in its issues
 */
export function refuseUnknownKeys(schema: unknown, input: unknown): void {
  const halves = halfCharacters(input);
  if (halves.length > 0) throw badRequest(halves);
  const unknown = schema === undefined ? keysOf(input) : unknownKeys(schema as Schema, input);
  if (unknown.length === 0) return;
  throw badRequest(
    unknown.map(({ path, known }) => ({
      path,
      message:
        known.length === 0
          ? 'there is no such field, and no other'
          : `there is no such field; there are ${known.join(', ')}`,
    })),
  );
}

/**
 * An input that does not pass through the router, as its schema reads it.
 *
 * @throws BAD_REQUEST naming the first wrong or unknown field
 */
export function checkedInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  refuseUnknownKeys(schema, input);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badRequest(result.error.issues);
}

/** A BAD_REQUEST whose message names the first wrong field and why: `sort: expected an object, found a string`. */
export function badRequest(issues: readonly Issue[]): ORPCError<'BAD_REQUEST', { issues: readonly Issue[] }> {
  const [first] = issues;
  const message = first === undefined ? 'The input cannot be read.' : inWords(first);
  return new ORPCError('BAD_REQUEST', { message, data: { issues } });
}

/** Says what the contract found wrong with an input in our words; any other error as it is. */
export function inWordsOfTheInput(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return error;
  const { issues } = (error.data ?? {}) as { issues?: readonly Issue[] };
  return issues === undefined ? error : badRequest(issues);
}

type ZodIssue = Issue & { readonly code?: string; readonly errors?: readonly (readonly ZodIssue[])[] };

/** One issue as a sentence: where, and what was expected. Of a union that nothing fitted, the option that came nearest. */
export function inWords(issue: Issue): string {
  const { path, message } = nearest(issue);
  const where = path.map(String).join('.');
  const why = message
    .replace(/^Invalid input: /, '')
    .replace(/^(Invalid|Too|Unrecognized)/, (word) => word.toLowerCase())
    .replace(/^expected (\w+), received (\w+)$/, (_all, wanted: string, found: string) =>
      found === 'undefined'
        ? `is missing (${withArticle(wanted)})`
        : `expected ${withArticle(wanted)}, found ${withArticle(found)}`,
    );
  return where === '' ? `The input: ${why}` : `${where}: ${why}`;
}

const withArticle = (type: string): string =>
  /^(null|undefined|NaN)$/.test(type) ? type : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

function nearest(issue: ZodIssue, above: Path = []): { path: Path; message: string } {
  const path = [...above, ...(issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step))];
  const inside = (issue.errors ?? []).flatMap((option) => option.slice(0, 1).map((one) => nearest(one, path)));
  const deepest = inside.reduce<(typeof inside)[number] | undefined>(
    (best, one) => (best !== undefined && best.path.length >= one.path.length ? best : one),
    undefined,
  );
  return deepest ?? { path, message: issue.message };
}
