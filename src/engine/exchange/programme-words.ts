import { PartnerStage } from '../../contract/partners.ts';
import { editDistance, readCountry } from '../formats/values.ts';
import { familyKey } from '../programme/index.ts';
import type { RowReader } from './row-reader.ts';

/** What the programme and the product list call things: the words a file's cells are held against. */
export interface ProgrammeWords {
  readonly tiers: readonly string[];
  readonly territories: readonly string[];
  /** Families by every way they are written, folded; empty where none is known, or the batch itself brings products. */
  readonly families: ReadonlyMap<string, string>;
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const NAMED = 12;
const listed = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' and more' : '');

/** The name a word is likeliest meant for: one that begins with it or the other way round, else one a few slips away. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  const word = fold(text);
  if (word.length < 3) return undefined;
  const begun = names.filter((name) => fold(name).startsWith(word) || word.startsWith(fold(name)));
  if (begun.length === 1) return begun[0];
  const slips = Math.max(1, Math.floor(word.length / 4));
  const near = names
    .map((name) => ({ name, far: editDistance(word, fold(name), slips) }))
    .filter(({ far }) => far <= slips)
    .sort((a, b) => a.far - b.far);
  return near[0]?.name;
}

const proposal = (text: string, names: readonly string[]): string => {
  const meant = nearestName(text, names);
  return meant === undefined ? `Write one of ${listed(names)}.` : `Did you mean ${meant}? Write it so.`;
};

/** A cell the programme can say something about, or `undefined` where the record keeps what it has. */
export type Word = string | null | undefined;

/** The tier as the programme writes it; one it does not know is left out with a note, and the partner keeps its own. */
export function tierOf(row: RowReader, { tiers }: ProgrammeWords): Word {
  const text = row.text('tier');
  if (text === null) return null;
  const known = tiers.find((tier) => fold(tier) === fold(text));
  if (known !== undefined) return known;
  row.note(
    'tier',
    'tier_unknown',
    `“${text}” is no tier of the programme (${listed(tiers)}). The partner keeps the tier it has; a new one gets none and counts as ${tiers[0] ?? 'the lowest'}.`,
    proposal(text, tiers),
  );
  return undefined;
}

/** The stage of the life cycle; one that is not known or not given is left as it was. */
export function stageOf(row: RowReader): PartnerStage | undefined {
  const text = row.text('stage');
  if (text === null) return undefined;
  const known = PartnerStage.options.find((one) => one === fold(text));
  if (known === undefined) {
    row.note(
      'stage',
      'stage_unknown',
      `“${text}” is no stage of a partner’s life. The partner keeps the stage it has; a new one begins at onboard.`,
      proposal(text, PartnerStage.options),
    );
  }
  return known;
}

/**
 * Territories as the programme writes them, or countries by their codes. A word that is neither stays as it is, with a
 * note: without it the partner could register anywhere.
 */
export function territoriesOf(row: RowReader, { territories }: ProgrammeWords): string[] {
  return row.list('territories').map((text) => {
    const known = territories.find((one) => fold(one) === fold(text));
    if (known !== undefined) return known;
    const country = readCountry(text);
    if (country.ok && country.note === undefined) return country.value;
    row.note(
      'territories',
      'territory_unknown',
      `“${text}” is neither a territory of the programme${territories.length === 0 ? '' : ` (${listed(territories)})`} nor a country: no customer lies in it.`,
      territories.length === 0
        ? 'Write countries, or define the territory in the programme.'
        : proposal(text, territories),
    );
    return text;
  });
}

/** Notes a family that neither the programme nor the product list has. */
export function noteFamily(row: RowReader, field: string, text: string | null, { families }: ProgrammeWords): void {
  if (text === null || families.size === 0 || families.has(familyKey(text))) return;
  const names = [...new Set(families.values())];
  row.note(
    field,
    'family_unknown',
    `“${text}” is none of our product families (${listed(names)}).`,
    proposal(text, names),
  );
}
