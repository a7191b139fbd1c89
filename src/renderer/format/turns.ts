/**
 * A sentence without the characters that turn the direction of what follows: in a name that is quoted in it they would turn the rest of the sentence
 * round too, and a date of it would be read backwards.
 */
export const withoutTurns = (sentence: string) => sentence.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
