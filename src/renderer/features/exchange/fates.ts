import type { Fate } from '../../../contract/exchange.ts';
import type { Tone } from '../../ui/tone.ts';

/** What becomes of a row, in the order of the tiles. */
export const FATES: readonly { fate: Fate; title: string; words: string; tone: Tone }[] = [
  { fate: 'new', title: 'New', words: 'are added', tone: 'pass' },
  { fate: 'changed', title: 'Changed', words: 'become what the file says', tone: 'accent' },
  { fate: 'unchanged', title: 'Unchanged', words: 'are known already', tone: 'neutral' },
  { fate: 'wrong', title: 'Wrong', words: 'stay out until mended', tone: 'fail' },
  { fate: 'skipped', title: 'Skipped', words: 'repeat another row', tone: 'neutral' },
];

export const toneOfFate = (fate: Fate): Tone => FATES.find((one) => one.fate === fate)?.tone ?? 'neutral';
