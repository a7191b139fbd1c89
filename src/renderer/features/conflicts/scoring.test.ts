import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseDetail } from '../../../contract/conflicts.ts';
import { cellAfter, cellAfterScore, cellKey, cellsOf, type Entered, unscoredOf } from './scoring.ts';

const criteria = (['evidence', 'qualification', 'ability', 'relationship'] as const).map((id) => ({
  id,
  title: id,
  guide: '',
  weightBp: 2_500,
}));
const sheet = {
  criteria,
  list: (['A', 'B'] as const).map((label) => ({ label, scores: {} })),
} as unknown as CaseDetail;

describe('the keys lead over the sheet', () => {
  const from = { label: 'A', criterion: 'qualification' } as const;
  test.each([
    { direction: 'up', to: 'A evidence' },
    { direction: 'down', to: 'A ability' },
    { direction: 'right', to: 'B qualification' },
    { direction: 'left', to: 'A qualification' },
  ] as const)('$direction to $to', ({ direction, to }) => {
    expect(cellKey(cellAfter(sheet, from, direction))).toBe(to);
  });
});

describe('scoring', () => {
  test('leads through every cell once, wherever it begins, and then stays', () => {
    fc.assert(
      fc.property(fc.nat(7), (start) => {
        const cells = cellsOf(sheet);
        let cell = cells[start % cells.length] ?? cells[0];
        let entered: Entered = {};
        const visited = new Set<string>();
        while (cell !== undefined && !visited.has(cellKey(cell))) {
          visited.add(cellKey(cell));
          entered = { ...entered, [cellKey(cell)]: 2 };
          cell = cellAfterScore(sheet, cell, entered);
        }
        expect(visited.size).toBe(cells.length);
        expect(unscoredOf(sheet, entered)).toEqual([]);
      }),
    );
  });

  test('a nought is a score', () => {
    expect(unscoredOf(sheet, { 'A evidence': 0 }).map(cellKey)).not.toContain('A evidence');
  });
});
