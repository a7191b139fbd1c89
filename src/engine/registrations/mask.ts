import anyAscii from 'any-ascii';

/** What tells who made a claim. */
export interface Identity {
  /** Companies: the partner, the owner of a direct opportunity, a partner the CRM names. */
  readonly names: readonly string[];
  readonly domains: readonly string[];
  /** People, their e-mail addresses and telephone numbers. */
  readonly people: readonly string[];
  /** Numbers and keys of registrations and opportunities. */
  readonly numbers: readonly string[];
}

/** What stands in place of whatever would tell. The same for all claimants: who is mentioned is hidden too. */
export const MASKED = '[claimant]';

/** Words in company names that anybody writes; a name’s other words are masked on their own as well. */
const GENERIC = new Set(
  (
    'the and und group gruppe holding international global europe european partner partners solution solutions system systems service services ' +
    'consulting consultants technology technologies tech software cloud data digital network networks industrial industries industry engineering ' +
    'automation robotics robot machines machine parts supply distribution distributors trading logistics energy power media security integration ' +
    'integrators advisors advisory labs works north south east west central first united general smart expert experts gmbh company corporation limited ' +
    'inc ltd llc corp kg ag sarl gesellschaft sistemas sistemi informatique'
  ).split(' '),
);

const SHORTEST_WORD = 4;

interface Token {
  readonly folded: string;
  readonly from: number;
  readonly until: number;
}

// “Müller”, “Mueller” and “Muller” are one, whatever the case and the Unicode form.
const fold = (text: string): string =>
  anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')
    .replaceAll(/([aou])e/g, '$1');

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    tokens.push({ folded: fold(match[0]), from: match.index, until: match.index + match[0].length });
  }
  return tokens;
}

/** The folded forms of all that is to be masked; `apart` are words of the customer, which everybody may write. */
function patternsOf(identity: Identity, apart: ReadonlySet<string>): Set<string> {
  const patterns = new Set<string>();
  const add = (text: string) => {
    const folded = fold(text);
    if (folded.length > 1) patterns.add(folded);
  };
  const addWord = ({ folded }: Token) => {
    if (folded.length >= SHORTEST_WORD && !GENERIC.has(folded) && !apart.has(folded)) patterns.add(folded);
  };
  for (const name of identity.names) {
    add(name);
    const words = tokensOf(name);
    for (const word of words) addWord(word);
    // “Northwind Robotics” of Northwind Robotics GmbH & Co. KG.
    for (let length = 2; length < words.length; length += 1) {
      const folded = words
        .slice(0, length)
        .map((word) => word.folded)
        .join('');
      if (words.slice(0, length).some((word) => !GENERIC.has(word.folded))) patterns.add(folded);
    }
  }
  for (const domain of identity.domains) {
    add(domain);
    for (const label of tokensOf(domain).slice(0, -1)) addWord(label);
  }
  for (const person of identity.people) {
    add(person);
    for (const word of tokensOf(person)) addWord(word);
  }
  for (const number of identity.numbers) add(number);
  for (const one of apart) patterns.delete(one);
  return patterns;
}

/** Names in scripts without spaces between words are looked for as they are written. */
const unspaced = (identity: Identity): string[] =>
  [...identity.names, ...identity.people].filter((name) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(name),
  );

/**
 * A function that masks, in any text, every mention of the claimants: names however they are spelt, parts of names, domains, addresses, numbers.
 *
 * Partner names stand inside evidence notes, and a decider who reads one is no longer blind (field.md, 4.3).
 *
 * @param customer words that are about the customer and the product, and so stay
 */
export function maskFor(identity: Identity, customer: readonly string[]): (text: string) => string {
  const apart = new Set(customer.flatMap((text) => tokensOf(text).map((token) => token.folded)));
  const patterns = patternsOf(identity, apart);
  const longest = Math.max(0, ...[...patterns].map((pattern) => pattern.length));
  const raw = unspaced(identity);
  return (text) => {
    const whole = raw.reduce((masked, name) => masked.replaceAll(name, MASKED), text);
    return maskTokens(whole, patterns, longest);
  };
}

function maskTokens(text: string, patterns: ReadonlySet<string>, longest: number): string {
  const tokens = tokensOf(text);
  let masked = '';
  let done = 0;
  for (let start = 0; start < tokens.length; start += 1) {
    const end = lastOfMatch(tokens, start, patterns, longest);
    const [first, last] = [tokens[start], tokens[end ?? -1]];
    if (first === undefined || last === undefined) continue;
    masked += text.slice(done, first.from) + MASKED;
    done = last.until;
    start = end ?? start;
  }
  return masked + text.slice(done);
}

/** The last token of the longest run from `start` that, written together, is to be masked. */
function lastOfMatch(
  tokens: readonly Token[],
  start: number,
  patterns: ReadonlySet<string>,
  longest: number,
): number | undefined {
  let found: number | undefined;
  let together = '';
  for (let end = start; end < tokens.length; end += 1) {
    together += tokens[end]?.folded ?? '';
    if (together.length > longest) break;
    if (patterns.has(together)) found = end;
  }
  return found;
}
