import type { Pdf } from '../formats/write-pdf.ts';

/** The page, in points: 16 to 9. */
export const PAGE = { width: 1_280, height: 720 } as const;

/** Dark, one accent; the colours of the screen's dark theme. */
export const INK = {
  background: '#0e1214',
  text: '#e8eaed',
  dim: '#a0a6ad',
  faint: '#8d949c',
  line: '#2b2f34',
  bar: '#2c3a3e',
  accent: '#4cc3bd',
  pass: '#6cc58e',
  due: '#e3a94a',
  fail: '#f08a80',
  neutral: '#a0a6ad',
} as const;

/** Where a block may draw. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly bottom: number;
}

/** The heading of a block; gives the top of what follows. */
export function drawHeading(pdf: Pdf, title: string, { x, y, width }: Box): number {
  const { height } = pdf.text(title, { x, y, width, size: 14, color: INK.dim });
  return y + height + 12;
}
