import type { Slide, SlideBlock } from '../../contract/reviews.ts';
import { unreachable } from '../../contract/units.ts';

/** Every text of a slide, as a reader meets it; the speaker's notes last. */
export const textsOfSlide = (slide: Slide): string[] => [
  slide.title,
  ...slide.blocks.flatMap(textsOfBlock),
  slide.notes,
];

function textsOfBlock(block: SlideBlock): string[] {
  switch (block.block) {
    case 'figures':
      return block.items.flatMap((item) => [item.title, item.value, item.words, item.basis]);
    case 'columns':
      return [block.title, block.unit, ...block.labels, ...block.series.map((one) => one.name)];
    case 'bars':
      return [block.title, ...block.items.flatMap((item) => [item.name, item.words])];
    case 'table':
      return [block.title, block.empty, ...block.columns.map((column) => column.name), ...block.rows.flat()];
    case 'promises':
      return [block.title, ...block.items.flatMap((item) => [item.words, item.kept])];
    case 'text':
      return block.words;
    default:
      return unreachable(block);
  }
}
