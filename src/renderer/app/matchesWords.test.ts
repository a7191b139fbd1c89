import { describe, expect, test } from 'vitest';
import { matchesWords } from './matchesWords.ts';

describe('the palette finds by the beginnings of words', () => {
  test.each([
    { typed: 'go reg', text: 'Go to Registrations', found: true },
    { typed: 'REG', text: 'Go to Registrations', found: true },
    { typed: 'istr', text: 'Go to Registrations', found: false },
    { typed: 'koln', text: 'Universität Köln', found: true },
    { typed: '', text: 'anything', found: true },
    { typed: 'open cl', text: 'Open a case', found: false },
  ])('“$typed” in “$text”: $found', ({ typed, text, found }) => {
    expect(matchesWords(text, typed)).toBe(found);
  });
});
