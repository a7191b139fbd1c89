/**
 * A sentence without the characters that turn the direction of what follows: in a name that is quoted in it they would turn the rest of the sentence
 * round too, and a date of it would be read backwards.
 */
export const withoutTurns = (sentence: string) => sentence.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** What nobody sees, but the joiners and marks that scripts and emoji need. */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u00ad\u200b\u2060-\u2064\ufeff]/gu;

/**
 * What somebody typed or pasted, as it is kept: without the blanks round it, without what turns the direction and what is not seen. Nothing, where
 * nothing of it would be seen.
 */
export function plainly(typed: string): string {
  const plain = withoutTurns(typed).replaceAll(UNSEEN, '').trim();
  return /[^\p{Cf}\p{Cc}\p{Z}]/u.test(plain) ? plain : '';
}
