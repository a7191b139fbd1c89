/**
 * A sentence without the characters that turn the direction of what follows: in a name that is quoted in it they would turn the rest of the sentence
 * round too, and a date of it would be read backwards.
 */
export const withoutTurns = (sentence: string) => sentence.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');

/**
 * What somebody typed or pasted, as it is kept: without the blanks round it, without what turns the direction, and without what is not seen at all.
 * The joiners of Persian, of Indian scripts and of emoji stay where they join something.
 */
export const plainly = (typed: string): string =>
  withoutTurns(typed)
    .replaceAll(
      /(?![\n\t])\p{Cc}|[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]|(?<![\p{L}\p{M}\p{Emoji}\ufe0f])[\u200c\u200d]/gu,
      '',
    )
    .trim();
