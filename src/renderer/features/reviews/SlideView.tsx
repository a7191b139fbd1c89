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

/** One slide as it is presented: a sentence, and what shows it. Scales with the box it stands in. */
export function SlideView({ slide, title, asOf, place, head }: SlideViewProps) {
  return (
    <div className={classes.slide} data-tokens="dark" data-slide={slide.id}>
      <div className={classes.top}>
        <span>{title}</span>
        <span>{asOf}</span>
      </div>
      <h2 className={classes.title}>{slide.title}</h2>
      <div className={classes.blocks} data-count={slide.blocks.length}>
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
                  <td key={block.columns[index]?.name ?? cell} data-align={block.columns[index]?.align}>
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
