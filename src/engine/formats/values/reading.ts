/**
 * What became of a cell's text: the value, perhaps with a note on what we took it for, or why it is no such value.
 *
 * `repair` is the text as it was probably meant; a person decides whether it is used.
 */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value; readonly note?: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly todo: string;
      readonly repair?: string;
    };

export type Refusal = Extract<Reading<never>, { ok: false }>;

export const read = <Value>(value: Value, note?: string): Reading<Value> =>
  note === undefined ? { ok: true, value } : { ok: true, value, note };

export const unread = (code: string, message: string, todo: string, repair?: string): Refusal =>
  repair === undefined ? { ok: false, code, message, todo } : { ok: false, code, message, todo, repair };

const nothings = new Set([
  '-',
  '–',
  '—',
  '.',
  'n/a',
  'na',
  '#n/a',
  'null',
  'none',
  'nil',
  '(blank)',
  '(leer)',
  '[null]',
]);

/** The cell is empty, or holds one of the words people and systems write for nothing. */
export function isNothing(text: string): boolean {
  if (text === '') return true;
  const bare = text.trim();
  return bare === '' || (bare.length <= 8 && nothings.has(bare.toLowerCase()));
}

/** Cell text as it is quoted in a message: one line, at most 60 characters. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}
