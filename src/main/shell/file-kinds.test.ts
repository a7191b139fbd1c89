import { describe, expect, test } from 'vitest';
import { fileName } from './file-kinds.ts';

describe('a suggested name is one every file system takes', () => {
  test.each([
    { from: 'Review Q3 2026', to: 'Review Q3 2026.pdf', kind: 'pdf' },
    { from: 'review.PDF', to: 'review.PDF', kind: 'pdf' },
    { from: 'a/b\\c:d*e?f"g<h>i|j', to: 'a b c d e f g h i j.csv', kind: 'csv' },
    { from: '../../etc/passwd', to: 'etc passwd.csv', kind: 'csv' },
    { from: ' . ', to: 'Untitled.json', kind: 'json' },
    { from: '株式会社', to: '株式会社.tributary', kind: 'tributary' },
    { from: 'x'.repeat(300), to: `${'x'.repeat(120)}.xlsx`, kind: 'xlsx' },
  ] as const)('$from → $to', ({ from, to, kind }) => {
    expect(fileName(from, kind)).toBe(to);
  });
});
