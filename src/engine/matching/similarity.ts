import { isCommonWord } from './words.ts';

// Rows of the table, kept from call to call: making them anew was most of the time of a comparison.
let [before, last, row] = [new Uint16Array(128), new Uint16Array(128), new Uint16Array(128)];

/**
 * Edits between two words: insert, delete, replace, or swap two neighbours.
 *
 * Optimal string alignment on what is left between a common beginning and a common end; stops early and gives
 * `limit + 1` when it must be more than `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let from = 0;
  while (from < a.length && from < b.length && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  let [m, n] = [a.length, b.length];
  while (m > from && n > from && a.charCodeAt(m - 1) === b.charCodeAt(n - 1)) {
    m -= 1;
    n -= 1;
  }
  [m, n] = [m - from, n - from];
  if (m === 0 || n === 0) return m + n > limit ? limit + 1 : m + n;
  if (limit < Math.max(m, n) && lettersApart(a, b, from, m, n) > limit) return limit + 1;
  if (n >= row.length) [before, last, row] = [new Uint16Array(n * 2), new Uint16Array(n * 2), new Uint16Array(n * 2)];
  const far = Math.min(limit, m + n) + 1;
  for (let j = 0; j <= n; j += 1) last[j] = j;
  for (let i = 1; i <= m; i += 1) {
    // A cell so far off the diagonal is over the limit; beside those that are looked at stands one that says so.
    const first = Math.max(1, i - far + 1);
    const end = Math.min(n, i + far - 1);
    row[first - 1] = first === 1 ? i : far;
    if (end < n) row[end + 1] = far;
    let best = at(row, first - 1);
    const code = a.charCodeAt(from + i - 1);
    for (let j = first; j <= end; j += 1) {
      const other = b.charCodeAt(from + j - 1);
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (code === other ? 0 : 1));
      const swapped = i > 1 && j > 1 && code === b.charCodeAt(from + j - 2) && a.charCodeAt(from + i - 2) === other;
      if (swapped) edits = Math.min(edits, at(before, j - 2) + 1);
      row[j] = edits;
      if (edits < best) best = edits;
    }
    if (best > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(at(last, n), limit + 1);
}

const letters = new Int16Array(128);

/**
 * How many letters a piece of one word has that a piece of the other lacks: never more than the edits between them, and
 * told sooner. The pieces begin at `from` and are `m` and `n` long.
 */
function lettersApart(a: string, b: string, from: number, m: number, n: number): number {
  let more = 0;
  let fewer = 0;
  for (let i = from; i < from + m; i += 1) {
    const letter = a.charCodeAt(i) & 127;
    letters[letter] = (letters[letter] ?? 0) + 1;
  }
  for (let j = from; j < from + n; j += 1) {
    const letter = b.charCodeAt(j) & 127;
    const left = letters[letter] ?? 0;
    if (left <= 0) fewer += 1;
    letters[letter] = left - 1;
  }
  for (let i = from; i < from + m; i += 1) {
    const letter = a.charCodeAt(i) & 127;
    more += Math.max(0, letters[letter] ?? 0);
    letters[letter] = 0;
  }
  for (let j = from; j < from + n; j += 1) letters[b.charCodeAt(j) & 127] = 0;
  return Math.max(more, fewer);
}

function at(cells: Uint16Array, index: number): number {
  return cells[index] ?? 0;
}

/** Likeness of two words from 0 to 1: one less the edits over the longer length; 0 when it must be under `least`. */
function wordLikeness(a: string, b: string, least = 0): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  const limit = Math.floor((1 - least) * longest);
  const edits = editDistance(a, b, limit);
  return edits > limit ? 0 : 1 - edits / longest;
}

function weightOf(token: string): number {
  if (isCommonWord(token)) return 0.25;
  return token.length <= 2 ? 0.5 : 1;
}

/** Words this alike count as the same word misspelt. */
const SAME_WORD = 0.79;

/**
 * Likeness of two names from 0 to 1: the weighted share of words they have in common, misspellings allowed.
 *
 * Each word is matched once, the most alike first; common words count a quarter. A soft Dice coefficient
 * (Cohen, Ravikumar, Fienberg 2003, soft token similarity, with edits for the inner measure).
 */
export function tokenOverlap(a: readonly string[], b: readonly string[]): number {
  const pairs = alikePairs(a, b);
  if (pairs.length === 0) return 0;
  const total = sum(a.map(weightOf)) + sum(b.map(weightOf));
  pairs.sort((x, y) => y.like - x.like || x.i - y.i || x.j - y.j);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  let shared = 0;
  for (const { i, j, like } of pairs) {
    if (usedA.has(i) || usedB.has(j)) continue;
    usedA.add(i);
    usedB.add(j);
    shared += like * (weightOf(a[i] ?? '') + weightOf(b[j] ?? ''));
  }
  return shared / total;
}

function alikePairs(a: readonly string[], b: readonly string[]): { i: number; j: number; like: number }[] {
  const pairs: { i: number; j: number; like: number }[] = [];
  a.forEach((left, i) => {
    b.forEach((right, j) => {
      const like =
        left === right ? 1 : Math.min(left.length, right.length) < 4 ? 0 : wordLikeness(left, right, SAME_WORD);
      if (like >= SAME_WORD) pairs.push({ i, j, like });
    });
  });
  return pairs;
}

/** Whether all telling words of the one name stand in the other, at least one there is. */
export function isContained(a: readonly string[], b: readonly string[]): boolean {
  const telling = (tokens: readonly string[]) => tokens.filter((token) => !isCommonWord(token) && token.length > 2);
  const within = (inner: readonly string[], outer: readonly string[]) =>
    inner.length > 0 && inner.every((token) => outer.includes(token));
  return within(telling(a), b) || within(telling(b), a);
}

/** Whether one name is the initials of the other: “ibm” of “international business machines”. */
export function isInitials(a: readonly string[], b: readonly string[]): boolean {
  const initials = (tokens: readonly string[]) => tokens.map((token) => token[0] ?? '').join('');
  const short = (tokens: readonly string[], of: readonly string[]) =>
    tokens.length === 1 && of.length >= 3 && tokens[0] === initials(of);
  return short(a, b) || short(b, a);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
