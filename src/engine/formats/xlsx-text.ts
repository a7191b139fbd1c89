/**
 * Characters that XML 1.0 can't hold, the carriage return that it would change, and text that looks like an escape
 * already.
 */
const unholdable = /(?![\t\n\x7F-\x9F])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element of a spreadsheet: XML's own characters as entities, others as `_x0000_` (ECMA-376 part 1, 22.9.2.19). */
export const escapeText = (text: string): string =>
  text
    .replace(unholdable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>]/g, (character) => entities[character] ?? character);

/** Text for an attribute. */
export const attribute = (text: string): string =>
  escapeText(text).replace(/["\n\t]/g, (character) => entities[character] ?? ' ');

/** Names as a spreadsheet allows for sheets: 31 characters, none of `[]:*?/\`, unique whatever the case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const bare =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'|'$/g, '')
        .trim()
        .slice(0, 31)
        .trim() || 'Sheet';
    let unique = bare;
    for (let nth = 2; taken.has(unique.toLowerCase()); nth += 1)
      unique = `${bare.slice(0, 28 - String(nth).length)} (${nth})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
