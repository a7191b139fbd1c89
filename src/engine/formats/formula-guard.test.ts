import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from './formula-guard.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['＝1+1', "'＝1+1"],
  ['＋cmd', "'＋cmd"],
  ['－cmd', "'－cmd"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\n=1+1', "'\n=1+1"],
  ['-5000', '-5000'],
  ['+49 30 1234', '+49 30 1234'],
  ["'＝1+1", "''＝1+1"],
  ['Harrow', 'Harrow'],
])('%j is written as %j, and read back as it was', (text, written) => {
  expect(guardFormula(text)).toBe(written);
  expect(unguardFormula(written)).toBe(text);
});
