import type { Slide, SlideBlock } from '../../contract/reviews.ts';
import type { Pdf } from '../formats/write-pdf.ts';
import type { Say } from '../insights/index.ts';
import { drawBlock } from './draw-blocks.ts';
import { INK, PAGE } from './slide-look.ts';

const MARGIN = 72;
const TITLE_WIDTH = 1_040;
const BODY_BOTTOM = 652;
const FIGURES_HEIGHT = 118;
const GAP = 56;

/** What stands on every slide. */
export interface Frame {
  readonly review: string;
  readonly asOf: string;
  readonly head: string;
  readonly page: number;
  readonly pages: number;
  /** How the numbers of a chart are written. */
  readonly say: Say;
}

/** Draws one slide on a page of its own: the finding in large letters, the picture left, the words right, the figures below. */
export function drawSlide(pdf: Pdf, slide: Slide, frame: Frame): void {
  pdf.page(INK.background);
  drawFrame(pdf, frame);
  const opening = slide.id === 'title';
  const top = opening ? 216 : 88;
  const size = opening ? 46 : fittingSize(pdf, slide.title);
  const title = pdf.text(slide.title, {
    x: MARGIN,
    y: top,
    width: balancedWidth(pdf, slide.title, size),
    size,
    weight: 'semibold',
    color: INK.text,
    leading: 1.2,
  });
  drawBody(pdf, slide.blocks, top + title.height + (opening ? 40 : 30), frame.say);
}

/** A title of more than two lines is set smaller. */
const fittingSize = (pdf: Pdf, title: string): number =>
  [36, 31, 27].find(
    (size) => pdf.measure(title, { size, weight: 'semibold', width: TITLE_WIDTH, leading: 1.2 }).lines.length <= 2,
  ) ?? 24;

/** The narrowest width that needs no more lines: no word is left alone on the last one. */
function balancedWidth(pdf: Pdf, title: string, size: number): number {
  const lines = (width: number) => pdf.measure(title, { size, weight: 'semibold', width }).lines.length;
  const fewest = lines(TITLE_WIDTH);
  let width = TITLE_WIDTH;
  while (fewest > 1 && width > 560 && lines(width - 60) === fewest) width -= 60;
  return width;
}

function drawFrame(pdf: Pdf, { review, asOf, head, page, pages }: Frame): void {
  const small = { size: 15, color: INK.dim };
  pdf.text(review, { x: MARGIN, y: 46, width: 800, ...small });
  pdf.text(`as of ${asOf}`, { x: 900, y: 46, width: PAGE.width - MARGIN - 900, align: 'right', ...small });
  const foot = { y: 678, size: 12, color: INK.faint };
  pdf.text(`${page} / ${pages}`, { x: MARGIN, ...foot });
  pdf.text(`journal ${head.slice(0, 4)}…${head.slice(-4)}`, {
    x: 700,
    width: PAGE.width - MARGIN - 700,
    align: 'right',
    ...foot,
  });
}

function drawBody(pdf: Pdf, blocks: readonly SlideBlock[], top: number, say: Say): void {
  const strip = blocks.find((block) => block.block === 'figures' && block.items.length > 0);
  const main = blocks.filter((block) => block.block !== 'figures');
  const bottom = strip === undefined ? BODY_BOTTOM : BODY_BOTTOM - FIGURES_HEIGHT;
  const whole = PAGE.width - 2 * MARGIN;
  if (main.length === 1)
    for (const block of main) drawBlock(pdf, block, { x: MARGIN, y: top, width: whole, bottom }, say);
  else {
    const shares = main.map(shareOf);
    const sum = shares.reduce((total, share) => total + share, 0);
    const room = whole - GAP * (main.length - 1);
    let x = MARGIN;
    main.forEach((block, place) => {
      const width = (room * (shares[place] ?? 1)) / sum;
      drawBlock(pdf, block, { x, y: top, width, bottom }, say);
      x += width + GAP;
    });
  }
  if (strip !== undefined) drawBlock(pdf, strip, { x: MARGIN, y: bottom + 14, width: whole, bottom: BODY_BOTTOM }, say);
}

/** How much of the width a block needs beside others: a table more than a picture. */
function shareOf({ block }: SlideBlock): number {
  switch (block) {
    case 'table':
      return 6;
    case 'bars':
      return 5;
    default:
      return 4;
  }
}
