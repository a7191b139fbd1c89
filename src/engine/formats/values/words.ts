import { quoted, type Reading, read, unread } from './reading.ts';

const yes = new Set([
  'true',
  't',
  'yes',
  'y',
  '1',
  'on',
  'x',
  '✓',
  '✔',
  '☑',
  'ja',
  'j',
  'oui',
  'si',
  'sí',
  'sim',
  'ano',
  'tak',
  'wahr',
  'vrai',
  'verdadero',
  'vero',
]);
const no = new Set([
  'false',
  'f',
  'no',
  'n',
  '0',
  'off',
  '✗',
  '✘',
  '☐',
  'nein',
  'non',
  'não',
  'ne',
  'nie',
  'falsch',
  'faux',
  'falso',
]);

/** Yes or no, in figures, marks and the words of the larger languages. An empty cell is neither: the caller says what it means. */
export function readBoolean(cell: string | boolean | number): Reading<boolean> {
  if (typeof cell === 'boolean') return read(cell);
  const word = String(cell).trim().toLowerCase();
  if (yes.has(word)) return read(true);
  if (no.has(word)) return read(false);
  return unread('boolean_unreadable', `${quoted(String(cell))} is neither yes nor no.`, 'Write yes or no.');
}

/**
 * A key that another system gave a record, as text.
 *
 * Refused where a spreadsheet has destroyed it: `1.23457E+17`, or a whole number of more than 15 digits that ends in zeros.
 */
export function readIdentifier(cell: string | number): Reading<string> {
  const text = typeof cell === 'number' ? String(cell) : cell.trim();
  const destroyed =
    /^\d([.,]\d+)?E\+\d+$/i.test(text) ||
    /^\d{15}0+$/.test(text) ||
    (typeof cell === 'number' && !Number.isSafeInteger(cell));
  if (destroyed) {
    return unread(
      'identifier_damaged',
      `${quoted(text)} is an id whose last digits a spreadsheet has lost.`,
      'Export the file again and open it nowhere in between, or format the column as text first.',
    );
  }
  return read(text);
}
