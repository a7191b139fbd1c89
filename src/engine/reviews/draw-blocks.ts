import type { SlideBlock } from '../../contract/reviews.ts';
import { unreachable } from '../../contract/units.ts';
import type { Pdf } from '../formats/write-pdf.ts';
import type { Say } from '../insights/index.ts';
import { drawTable } from './draw-table.ts';
import { type Box, drawHeading, INK } from './slide-look.ts';

/** Draws one block into its box. */
export function drawBlock(pdf: Pdf, block: SlideBlock, box: Box, say: Say): void {
  switch (block.block) {
    case 'columns':
      drawColumns(pdf, block, box, say);
      return;
    case 'bars':
      drawBars(pdf, block, box);
      return;
    case 'promises':
      drawPromises(pdf, block, box);
      return;
    case 'figures':
      drawFigures(pdf, block, box);
      return;
    case 'table':
      drawTable(pdf, block, box);
      return;
    case 'text':
      drawText(pdf, block, box);
      return;
    default:
      unreachable(block);
  }
}

type Of<Kind extends SlideBlock['block']> = Extract<SlideBlock, { block: Kind }>;

const LABEL = 13;

function drawColumns(pdf: Pdf, { title, labels, series, highlight }: Of<'columns'>, box: Box, say: Say): void {
  const values = series[0]?.values ?? [];
  const top = drawHeading(pdf, title, box) + 20;
  const bottom = Math.min(box.bottom - 26, top + 260);
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const scale = highest === lowest ? 0 : (bottom - top) / (highest - lowest);
  const zero = bottom + lowest * scale;
  const slot = box.width / Math.max(1, values.length);
  const width = Math.min(48, slot * 0.7);
  values.forEach((value, place) => {
    const x = box.x + slot * place + (slot - width) / 2;
    const height = Math.max(1, Math.abs(value) * scale);
    const chosen = place === highlight;
    const y = value >= 0 ? zero - height : zero;
    pdf.rect({ x, y, width, height, radius: Math.min(3, height / 2) }, { fill: chosen ? INK.accent : INK.bar });
    const color = chosen ? INK.accent : INK.dim;
    const centre = { x: x - slot / 2 + width / 2, width: slot, align: 'center' as const, size: LABEL };
    pdf.text(say.decimal(value), { ...centre, y: (value >= 0 ? y : zero) - 20, color });
    pdf.text(labels[place] ?? '', { ...centre, y: bottom + 10, color: INK.faint, size: 12 });
  });
}

function drawBars(pdf: Pdf, { title, items }: Of<'bars'>, box: Box): void {
  const top = drawHeading(pdf, title, box);
  const highest = Math.max(1, ...items.map((item) => item.value));
  const names = Math.min(220, box.width * 0.38);
  const words = Math.max(60, ...items.map((item) => pdf.measure(item.words, { size: LABEL }).width)) + 12;
  const room = Math.max(40, box.width - names - words);
  const step = Math.min(44, (box.bottom - top) / Math.max(1, items.length));
  items.forEach((item, place) => {
    const y = top + step * place;
    const name = { width: names - 12, size: step < 34 ? 11 : LABEL, color: INK.text, leading: 1.1 };
    const { height } = pdf.measure(item.name, name);
    pdf.text(item.name, { x: box.x, y: y + 10 - height / 2, ...name });
    const width = Math.max(2, (room * Math.max(0, item.value)) / highest);
    pdf.rect(
      { x: box.x + names, y: y + 3, width, height: 14, radius: 3 },
      { fill: place === 0 ? INK.accent : INK.bar },
    );
    pdf.text(item.words, { x: box.x + names + width + 10, y: y + 2, size: LABEL, color: INK.dim });
  });
}

function drawPromises(pdf: Pdf, { title, items }: Of<'promises'>, box: Box): void {
  let y = drawHeading(pdf, title, box);
  const kept = 120;
  for (const item of items) {
    const words = pdf.text(item.words, { x: box.x, y: y + 10, width: box.width - kept, size: 17, color: INK.text });
    pdf.text(item.kept, {
      x: box.x + box.width - kept,
      y: y + 10,
      width: kept,
      align: 'right',
      size: 17,
      weight: 'semibold',
      color: INK[item.tone],
    });
    y += words.height + 24;
    pdf.line([box.x, y], [box.x + box.width, y], { stroke: INK.line, strokeWidth: 1 });
  }
}

function drawFigures(pdf: Pdf, { items }: Of<'figures'>, box: Box): void {
  const gap = 28;
  const width = (box.width - gap * (items.length - 1)) / Math.max(1, items.length);
  items.forEach((item, place) => {
    const x = box.x + (width + gap) * place;
    const title = pdf.text(item.title, { x, y: box.y, width, size: 13, color: INK.dim });
    const value = pdf.text(item.value, { x, y: box.y + title.height, size: 24, weight: 'semibold', color: INK.text });
    const taken = value.width + 10;
    if (item.words !== '')
      pdf.text(item.words, {
        x: x + taken,
        y: box.y + title.height + 11,
        width: Math.max(60, width - taken),
        size: 12,
        color: INK.dim,
        leading: 1.15,
      });
    // What a figure rests on is never left off a slide, only set small.
    pdf.text(item.basis, { x, y: box.y + title.height + 34, width, size: 9, color: INK.faint, leading: 1.25 });
  });
}

function drawText(pdf: Pdf, { words }: Of<'text'>, box: Box): void {
  let y = box.y;
  for (const line of words) {
    const { height } = pdf.text(line, { x: box.x, y, width: box.width, size: 17, color: INK.dim });
    y += height + 8;
  }
}
