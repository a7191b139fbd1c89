import { expect, test } from 'vitest';
import { closingWords } from './closing-words.ts';

test.each([
  { backedUp: { state: 'taken', name: '2026-03-02-close.tributary' } as const, words: /backed up as 2026-03-02-close/ },
  { backedUp: { state: 'not needed' } as const, words: /^Nothing was changed since the last backup/ },
])('closing says what became of the backup: $backedUp.state', ({ backedUp, words }) => {
  expect(closingWords(backedUp)).toMatch(words);
});

test('closing says nothing where there was no workspace, or the engine has said what failed', () => {
  expect(closingWords(undefined)).toBeUndefined();
  expect(closingWords({ state: 'failed', why: 'The disk is full.' })).toBeUndefined();
});
