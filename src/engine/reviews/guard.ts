import anyAscii from 'any-ascii';
import { nameKey, normaliseName } from '../matching/index.ts';
import type { ReadDb } from '../store/db.ts';
import { houseWords } from './house-words.ts';

/** A partner that must not be found in another one's file. */
export interface Stranger {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly domain: string | null;
}

/** What was found of whom. */
export interface Trace {
  readonly partner: string;
  readonly by: 'name' | 'domain' | 'id' | 'key';
  readonly written: string;
}

/** What one partner's file is searched for, and what in it the partner has written itself. */
export interface Watch {
  readonly strangers: readonly Stranger[];
  /** The partner's own name, domain and key; the customers, sites and families of its registrations; the vendor's name. */
  readonly own: readonly string[];
  /** How figures are written in it. */
  readonly locale?: string | undefined;
}

/** Names of one word are also words; such a one is looked for as it is written, capitals and all. */
interface Needle {
  readonly stranger: Stranger;
  readonly by: Trace['by'];
  readonly text: string;
  readonly where: 'words' | 'word as written' | 'anywhere' | 'domain';
}

/**
 * RV4: a search for every trace of another partner.
 *
 * - Ids and domains anywhere, blanks and line breaks aside.
 * - Names by their words, whatever the case, accents and punctuation, with and without the legal form; from ten letters on
 *   also run together, as a line break inside a word would have them.
 * - A name of one word (“Summit”) only as its owner writes it, so that “summit” in a sentence is not a partner; and not at
 *   all where it is a word our own slides are written with (“Won”): it could not be told from ours.
 * - What the partner itself wrote is taken out first: its customer “Summit Foods” names nobody else. A customer it
 *   registered that is called exactly like another partner is its own word too.
 *
 * @returns a function of what a reader of the file can read, and of everything else in it, which is searched for ids,
 * domains and names of several words
 */
export function searchFor(watch: Watch): (texts: readonly string[], rest: string) => Trace[] {
  const needles = needlesOf(watch);
  const view = viewer(watch.own);
  return (texts, rest) => {
    const read = texts.map(view);
    const remains = view(rest);
    return needles
      .filter(
        (needle) =>
          read.some((one) => isIn(needle, one)) || (needle.where !== 'word as written' && isIn(needle, remains)),
      )
      .map(({ stranger, by, text }) => ({ partner: stranger.name, by, written: text }));
  };
}

/** A text as the search sees it. */
interface View {
  /** Folded words between blanks. */
  readonly folded: string;
  /** Words in Latin letters, their capitals kept. */
  readonly written: ReadonlySet<string>;
  /** Lower case, as it is. */
  readonly plain: string;
  /** Lower case without any blank. */
  readonly compact: string;
  /** The same without anything but letters and digits. */
  readonly run: string;
}

/** Looks at texts with the partner's own words taken out, longest first. */
function viewer(own: readonly string[]): (text: string) => View {
  const foldedOwn = anyOf(own.map(nameKey), (text) => escaped(text));
  const writtenOwn = anyOf(own.map(inLatin), (text) => text.trim().split(/\s+/).map(escaped).join('\\s*'));
  return (text) => {
    const kept = inLatin(text).replace(writtenOwn, ' ');
    const plain = kept.toLowerCase();
    return {
      folded: ` ${nameKey(text)} `.replace(foldedOwn, ' ').replaceAll(/ +/g, ' '),
      written: new Set(kept.split(/[^A-Za-z0-9]+/)),
      plain,
      compact: plain.replaceAll(/\s+/g, ''),
      run: plain.replaceAll(/[^a-z0-9]+/g, ''),
    };
  };
}

const inLatin = (text: string): string => anyAscii(text.normalize('NFKC'));
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Any of some texts as whole words, whatever the case; nothing where there are none. */
function anyOf(texts: readonly string[], patternOf: (text: string) => string): RegExp {
  const patterns = [...new Set(texts)]
    .filter((text) => text.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .map(patternOf);
  return patterns.length === 0 ? /(?!)/g : new RegExp(`(?<![A-Za-z0-9])(?:${patterns.join('|')})(?![A-Za-z0-9])`, 'gi');
}

const RUN_TOGETHER_FROM = 10;

function isIn({ text, where }: Needle, view: View): boolean {
  switch (where) {
    case 'words': {
      const compact = text.replaceAll(' ', '');
      return view.folded.includes(` ${text} `) || (compact.length >= RUN_TOGETHER_FROM && view.run.includes(compact));
    }
    case 'word as written':
      return view.written.has(text);
    case 'domain':
      return view.compact.includes(text) && isDomainIn(text, view.plain);
    default:
      return view.compact.includes(text);
  }
}

/**
 * `kestrel.it` stands in `sales@kestrel.it` and `www.kestrel.it/x`, also where a line breaks inside it, and not in
 * `mykestrel.it` or `kestrel.items.com`.
 */
function isDomainIn(domain: string, text: string): boolean {
  const broken = [...domain].map((letter) => escaped(letter)).join('\\s*');
  return new RegExp(`(?<![a-z0-9-])${broken}(?![a-z0-9-])`).test(text);
}

function needlesOf({ strangers, locale }: Watch): Needle[] {
  const house = houseWords(locale);
  return strangers.flatMap((stranger) => {
    const needles: Needle[] = [{ stranger, by: 'id', text: stranger.id.toLowerCase(), where: 'anywhere' }];
    const domain = stranger.domain?.toLowerCase().trim() ?? '';
    if (domain !== '') needles.push({ stranger, by: 'domain', text: domain, where: 'domain' });
    // A key of digits alone could be an amount; only one that cannot be is looked for.
    if (/[A-Za-z]/.test(stranger.key) && /\d/.test(stranger.key) && stranger.key.length >= 4) {
      needles.push({ stranger, by: 'key', text: nameKey(stranger.key), where: 'words' });
    }
    for (const name of new Set([nameKey(stranger.name), withoutLegalForm(stranger.name)])) {
      if (name.includes(' ')) needles.push({ stranger, by: 'name', text: name, where: 'words' });
      else {
        const written = writtenAs(stranger.name, name);
        if (written !== '' && !house.has(written))
          needles.push({ stranger, by: 'name', text: written, where: 'word as written' });
      }
    }
    return needles;
  });
}

/** The folded words of a name without its legal form, at whichever end that stands. */
function withoutLegalForm(name: string): string {
  const whole = nameKey(name);
  const { compact } = normaliseName(name);
  const words = whole.split(' ');
  for (let kept = 1; kept < words.length; kept += 1) {
    for (let from = 0; from + kept <= words.length; from += 1) {
      const part = words.slice(from, from + kept).join(' ');
      if (normaliseName(part).compact === compact) return part;
    }
  }
  return whole;
}

/** A folded word as it stands in a name: “summit” of “Summit GmbH” is “Summit”. */
const writtenAs = (name: string, word: string): string =>
  anyAscii(name.normalize('NFKC'))
    .split(/[^A-Za-z0-9]+/)
    .find((one) => one.toLowerCase() === word) ?? '';

/** What a partner's file is searched for. */
export function watchFor(db: ReadDb, partner: string, locale?: string): Watch {
  const strangers = db.all<Stranger>('SELECT id, key, name, domain FROM partners WHERE id <> ? ORDER BY key', partner);
  const itself = db.get<{ key: string; name: string; domain: string | null }>(
    'SELECT key, name, domain FROM partners WHERE id = ?',
    partner,
  );
  const registered = db.all<{ text: string }>(
    `SELECT r.customer_name AS text FROM registrations r WHERE r.partner_id = @partner
     UNION SELECT r.site FROM registrations r WHERE r.partner_id = @partner AND r.site IS NOT NULL
     UNION SELECT r.family FROM registrations r WHERE r.partner_id = @partner AND r.family IS NOT NULL
     UNION SELECT json_extract(r.customer, '$.domain') FROM registrations r
       WHERE r.partner_id = @partner AND json_extract(r.customer, '$.domain') IS NOT NULL
     UNION SELECT family FROM family_names
     UNION SELECT name FROM workspace`,
    { partner },
  );
  const own = [itself?.key, itself?.name, itself?.domain, ...registered.map((row) => row.text)];
  return { strangers, own: own.filter((text) => text !== null && text !== undefined), locale };
}
