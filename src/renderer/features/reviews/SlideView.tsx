import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Slide, SlideBlock } from '../../../contract/reviews.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './Slide.module.css';

export type SlideViewProps = {
  slide: Slide;
  title: string;
  asOf: string;
  place: string;
  head: string;
};

/** A cell up to this many letters (a number, a date) is not broken over lines. */
const SHORT = 12;
/** Tried in this order until the blocks fit. */
const SCALES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];

/** Makes the blocks smaller until none of them lies over the foot; all lengths are shares of the width, so once is enough. */
function useFittingBlocks(slide: Slide): RefObject<HTMLDivElement | null> {
  const blocks = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slide has other words to fit.
  useLayoutEffect(() => {
    const box = blocks.current;
    if (box === null) return;
    for (const scale of SCALES) {
      box.style.setProperty('--fit', String(scale));
      if (box.scrollHeight <= box.clientHeight) return;
    }
  }, [slide]);
  return blocks;
}

/** One slide as it is presented: a sentence, and what shows it. Scales with the box it stands in. */
export function SlideView({ slide, title, asOf, place, head }: SlideViewProps) {
  const blocks = useFittingBlocks(slide);
  const table = slide.blocks.findIndex(({ block }) => block === 'table');
  return (
    <div className={classes.slide} data-tokens="dark" data-slide={slide.id}>
      <div className={classes.top}>
        <span>{title}</span>
        <span>{asOf}</span>
      </div>
      <h2 className={classes.title}>{slide.title}</h2>
      <div
        ref={blocks}
        className={classes.blocks}
        data-count={slide.blocks.length}
        data-table={table < 0 ? undefined : table}
      >
        {slide.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a frozen slide's blocks never move.
          <Block key={index} block={block} />
        ))}
      </div>
      <div className={classes.foot}>
        <span>{place}</span>
        <span>
          journal {head.slice(0, 4)}…{head.slice(-4)}
        </span>
      </div>
    </div>
  );
}

function Block({ block }: { block: SlideBlock }) {
  switch (block.block) {
    case 'figures':
      return (
        <dl className={classes.figures}>
          {block.items.map((item) => (
            <div key={item.title}>
              <dt>{item.title}</dt>
              <dd>{item.value}</dd>
              <dd className={classes.words}>{item.words}</dd>
              <dd className={classes.basis}>{item.basis.replace(/; none: an? [^;]*/, '')}</dd>
            </div>
          ))}
        </dl>
      );
    case 'columns':
      return <Columns block={block} />;
    case 'bars':
      return <Bars block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'promises':
      return (
        <section className={classes.block}>
          <h3>{block.title}</h3>
          <ul className={classes.promises}>
            {block.items.map((item) => (
              <li key={item.words}>
                <span>{item.words}</span>
                <b data-tone={item.tone}>{item.kept}</b>
              </li>
            ))}
          </ul>
        </section>
      );
    case 'text':
      return (
        <section className={classes.block}>
          {block.words.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </section>
      );
    default:
      return block satisfies never;
  }
}

function Columns({ block }: { block: Extract<SlideBlock, { block: 'columns' }> }) {
  const format = useFormat();
  const most = Math.max(1, ...block.series.flatMap((one) => one.values));
  return (
    <figure className={classes.block}>
      <figcaption>
        {block.title}
        {block.unit === '' || block.title.includes(block.unit) ? '' : `, ${block.unit}`}
        {block.series.length > 1 && (
          <span className={classes.legend}>{block.series.map((one) => one.name).join(' / ')}</span>
        )}
      </figcaption>
      <div className={classes.columns}>
        {block.labels.map((label, index) => (
          <div key={label} className={classes.column} data-highlight={block.highlight === index || undefined}>
            <div className={classes.stems}>
              {block.series.map((one, order) => (
                <div
                  key={one.name}
                  className={classes.stem}
                  data-order={order}
                  style={{ height: `${((one.values[index] ?? 0) / most) * 86}%` }}
                >
                  <span>{format.count(one.values[index] ?? 0)}</span>
                </div>
              ))}
            </div>
            <span className={classes.label}>{label}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function Bars({ block }: { block: Extract<SlideBlock, { block: 'bars' }> }) {
  const most = Math.max(1, ...block.items.map((item) => item.value));
  return (
    <figure className={classes.block}>
      <figcaption>{block.title}</figcaption>
      <ul className={classes.bars}>
        {block.items.map((item) => (
          <li key={item.name}>
            <span>{item.name}</span>
            <span className={classes.track}>
              <span style={{ width: `${(item.value / most) * 100}%` }} />
            </span>
            <b>{item.words}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Table({ block }: { block: Extract<SlideBlock, { block: 'table' }> }) {
  return (
    <section className={classes.block}>
      <h3>{block.title}</h3>
      {block.rows.length === 0 ? (
        <p className={classes.words}>{block.empty}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              {block.columns.map((column) => (
                <th key={column.name} scope="col" data-align={column.align}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join(' ')}>
                {row.map((cell, index) => (
                  <td
                    key={block.columns[index]?.name ?? cell}
                    data-align={block.columns[index]?.align}
                    data-whole={cell.length <= SHORT || undefined}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
