import type { Answer, Asked } from '../../contract/handler.ts';
import { nameKey } from '../matching/index.ts';
import type { ReadDb } from '../store/db.ts';
import { likeText } from '../store/page.ts';
import {
  accountStatements,
  caseStatements,
  type FindStatements,
  opportunityStatements,
  partnerStatements,
  registrationStatements,
} from './find-sql.ts';

type Found = Answer<'insights', 'find'>[number];
type Row = { id: string; title: string; key: string; words: string | null };

/** In the order of equals. */
const KINDS: readonly { readonly kind: Found['kind']; readonly statements: FindStatements }[] = [
  { kind: 'partner', statements: partnerStatements },
  { kind: 'account', statements: accountStatements },
  { kind: 'registration', statements: registrationStatements },
  { kind: 'case', statements: caseStatements },
  { kind: 'opportunity', statements: opportunityStatements },
];

const AFTER_ALL = '\u{10FFFF}';

/**
 * Partners, customers, registrations, cases and opportunities by the beginning of their words, as typed in the palette.
 *
 * Of each kind as many as asked for are looked at: first those that begin with the text, then those with a word that
 * does. What is the text comes before what begins with it, that before the rest.
 */
export function find(db: ReadDb, input: Asked<'insights', 'find'>): Answer<'insights', 'find'> {
  const typed = nameKey(input.text);
  const written = input.text.trim();
  if (typed === '') return [];
  const words = typed.split(' ');
  const values = {
    typed,
    typedEnd: typed + AFTER_ALL,
    written,
    writtenEnd: written + AFTER_ALL,
    pattern: `* ${words.map(globText).join('* ')}*`,
    like: written.split(/\s+/).map(likeText).join('% '),
    limit: input.limit,
  };
  const found = KINDS.flatMap(({ kind, statements }, place) => {
    const rows = new Map(db.all<Row>(statements.beginning, values).map((row) => [row.id, row]));
    if (rows.size < input.limit) for (const row of db.all<Row>(statements.within, values)) rows.set(row.id, row);
    return [...rows.values()].map((row) => ({ kind, place, row, rank: rankOf(row, typed) }));
  });
  found.sort((a, b) => a.rank - b.rank || a.place - b.place || (a.row.title < b.row.title ? -1 : 1));
  return found
    .slice(0, input.limit)
    .map(({ kind, row }) => ({ kind, id: row.id, title: row.title, words: row.words ?? '' }));
}

/** 0: is it; 1: begins with it; 2: a word in it does. */
function rankOf({ key, title }: Row, typed: string): number {
  if (key === typed || nameKey(title) === typed) return 0;
  return key.startsWith(typed) ? 1 : 2;
}

/** A text made safe inside a GLOB pattern: a name of nothing but marks keeps them. */
const globText = (text: string): string => text.replaceAll(/[[\]*?]/g, (mark) => `[${mark}]`);
