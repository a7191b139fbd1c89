/**
 * Cells that begin with one of these are run as formulas by the spreadsheet that opens a CSV file (OWASP, CSV
 * injection), the same in full width, as spreadsheets in East Asia take them. Numbers below zero and telephone numbers
 * are innocent.
 */
const runs = /^[=+\-@\t\r\n＝＋－＠]/;
const innocent = /^[+-]?[\d(][\d\s().,/-]*$/;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;

const APOSTROPHE = 39;

/** The text with an apostrophe in front where it would be run, or where it looks as if that had been done already. */
export function guardFormula(text: string): string {
  if (runs.test(text)) return innocent.test(text) ? text : `'${text}`;
  return isGuarded(text) ? `'${text}` : text;
}

/** The text begins with an apostrophe that `guardFormula` may have put there. */
export const isGuarded = (text: string): boolean => text.charCodeAt(0) === APOSTROPHE && guarded.test(text);

/** Takes off the apostrophe that `guardFormula` puts on. */
export const unguardFormula = (text: string): string => (isGuarded(text) ? text.slice(1) : text);
