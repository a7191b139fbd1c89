import { describe, expect, test } from 'vitest';
import { ariaKeys, capsOf, chordOf } from './keys.ts';

const press = (key: string, held: Partial<Parameters<typeof chordOf>[0]> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a key press is read as commands write it', () => {
  test.each([
    { chord: 'a', when: 'a letter is pressed', given: press('a') },
    { chord: 'shift+a', when: 'shift is held with a letter', given: press('A', { shiftKey: true }) },
    { chord: '?', when: 'the mark needs shift on this layout', given: press('?', { shiftKey: true }) },
    { chord: 'mod+k', when: 'Ctrl is held', given: press('k', { ctrlKey: true }) },
    { chord: 'a', when: 'the layout is Cyrillic', given: press('ф', { code: 'KeyA' }) },
    { chord: 'shift+enter', when: 'shift is held with a named key', given: press('Enter', { shiftKey: true }) },
    { chord: 'space', when: 'the space bar is pressed', given: press(' ') },
    { chord: 'é', when: 'the letter is Latin but on a digit’s place', given: press('é', { code: 'Digit2' }) },
  ])('$chord when $when', ({ given, chord }) => {
    expect(chordOf(given, false)).toBe(chord);
  });

  test('Cmd is the modifier on a Mac, and Ctrl is not', () => {
    expect(chordOf(press('k', { metaKey: true }), true)).toBe('mod+k');
    expect(chordOf(press('k', { ctrlKey: true }), true)).toBe('ctrl+k');
  });
});

test('caps are drawn as the keyboard of the platform has them', () => {
  expect(capsOf('mod+k', false)).toEqual(['Ctrl K']);
  expect(capsOf('mod+enter', true)).toEqual(['⌘↵']);
  expect(capsOf('g t', false)).toEqual(['G', 'T']);
  expect(capsOf('?', false)).toEqual(['?']);
});

test('a sequence has no form for assistive technology', () => {
  expect(ariaKeys('g t')).toBeUndefined();
  expect(ariaKeys('a')).toBe('A');
});
