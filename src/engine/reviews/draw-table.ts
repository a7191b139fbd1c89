import type { SlideBlock } from '../../contract/reviews.ts';
import type { Pdf } from '../formats/write-pdf.ts';
import { type Box, drawHeading, INK } from './slide-look.ts';

type Table = Extract<SlideBlock, { block: 'table' }>;

const SIZE = 13;
const PAD = 7;
const BETWEEN = 16;
const LEADING = 1.25;

/**
 * Draws a table: cells break into lines and are never cut, so that what is written is found when the file is searched. Rows
 * that find no room are counted.
 */
export function drawTable(pdf: Pdf, { title, columns, rows, empty }: Table, box: Box): void {
  let y = drawHeading(pdf, title, box);
  if (rows.length === 0) {
    pdf.text(empty, { x: box.x, y, width: box.width, size: 15, color: INK.faint });
    return;
  }
  const widths = widthsOf(pdf, columns, rows, box.width);
  const line = () => pdf.line([box.x, y], [box.x + box.width, y], { stroke: INK.line, strokeWidth: 1 });
  const drawRow = (cells: readonly string[], color: string) => {
    let x = box.x;
    columns.forEach(({ align }, place) => {
      const width = widths[place] ?? 0;
      pdf.text(cells[place] ?? '', { x, y: y + PAD, width, align, size: SIZE, color, leading: LEADING });
      x += width + BETWEEN;
    });
    y += heightOf(pdf, cells, widths);
    line();
  };
  drawRow(
    columns.map(({ name }) => name),
    INK.faint,
  );
  for (const [place, row] of rows.entries()) {
    if (y + heightOf(pdf, row, widths) > box.bottom - (place < rows.length - 1 ? 20 : 0)) {
      pdf.text(`and ${rows.length - place} more`, { x: box.x, y: y + PAD, size: SIZE, color: INK.faint });
      return;
    }
    drawRow(row, INK.text);
  }
}

const heightOf = (pdf: Pdf, cells: readonly string[], widths: readonly number[]): number =>
  2 * PAD +
  Math.max(
    ...cells.map(
      (cell, place) => pdf.measure(cell, { size: SIZE, width: widths[place] ?? 0, leading: LEADING }).height,
    ),
  );

/** Each column as wide as its text, the widest ones giving way where there is too little room. */
function widthsOf(pdf: Pdf, columns: Table['columns'], rows: Table['rows'], whole: number): number[] {
  const room = whole - BETWEEN * (columns.length - 1);
  const natural = columns.map((column, place) =>
    Math.max(
      ...[column.name, ...rows.map((row) => row[place] ?? '')].map(
        (text) => pdf.measure(text, { size: SIZE }).width + 1,
      ),
    ),
  );
  const sum = natural.reduce((total, width) => total + width, 0);
  // Room to spare goes to all in proportion: numbers do not drift away from what they are of.
  if (sum <= room) return natural.map((width) => (width / sum) * room);
  const fair = room / columns.length;
  const narrow = natural.filter((width) => width <= fair).reduce((total, width) => total + width, 0);
  const wide = natural.filter((width) => width > fair).reduce((total, width) => total + width, 0);
  return natural.map((width) => (width <= fair ? width : (width / wide) * (room - narrow)));
}
