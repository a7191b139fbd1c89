// biome-ignore-all lint/a11y/useSemanticElements: virtual rows have no place in a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the row it is on (aria-activedescendant).
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are the grid's.
import { type ReactNode, type RefObject, useId, useImperativeHandle } from 'react';
import type { Pages } from '../client/usePages.ts';
import { ErrorPanel } from './ErrorPanel.tsx';
import classes from './ListPane.module.css';
import { RowsSkeleton } from './Skeletons.tsx';
import type { Tone } from './tone.ts';
import { onRowKey } from './useRowKeys.ts';
import { useShowChoice, useVirtualRows } from './useVirtualRows.ts';

export type ListEntry = {
  title: string;
  /** At the right of the title: the clock. */
  right?: ReactNode;
  rightTone?: Tone | undefined;
  /** The second line, and at its right. */
  below?: ReactNode;
  belowRight?: ReactNode;
};

export type ListPaneProps<Item> = {
  title: string;
  /** Beside the title, dim. */
  count?: string | undefined;
  /** At the right of the title: a sort. */
  action?: ReactNode;
  /** Below the title: `Segments`, a `SearchBox`. */
  filters?: ReactNode;
  pages: Pages<Item>;
  itemId: (item: Item) => string;
  entry: (item: Item) => ListEntry;
  selected: string | undefined;
  onSelect: (item: Item) => void;
  empty?: ReactNode;
  /** The grid of entries, for a screen that gives it the focus after a decision. */
  gridRef?: RefObject<HTMLDivElement | null> | undefined;
};

const ROW = 57;

/** The list of a list-and-detail screen, two lines an entry. The choice is the screen's; `rowCommands` move it by key. */
export function ListPane<Item>(props: ListPaneProps<Item>) {
  const { title, count, action, filters, pages, empty } = props;
  const titleId = useId();
  // What is chosen is what the screen is about; with nothing to choose it is the list.
  const Heading = pages.status === 'pending' || pages.items.length > 0 ? 'h2' : 'h1';
  return (
    <section className={classes.pane} aria-labelledby={titleId}>
      <div className={classes.head}>
        <Heading id={titleId} className={classes.title}>
          {title}
          {count !== undefined && <span className={classes.count}>{count}</span>}
        </Heading>
        {action}
      </div>
      {filters !== undefined && <div className={classes.filters}>{filters}</div>}
      {pages.status === 'error' ? (
        <div className={classes.failed}>
          <ErrorPanel error={pages.error} retry={pages.retry} doing="The list could not be read" />
        </div>
      ) : (
        <Entries {...props} titleId={titleId} />
      )}
      {pages.status === 'success' && pages.items.length === 0 && empty}
    </section>
  );
}

function Entries<Item>({
  pages,
  itemId,
  entry,
  selected,
  onSelect,
  titleId,
  gridRef,
}: ListPaneProps<Item> & { titleId: string }) {
  const listId = useId();
  const { scroller, rows, height, show, fitting } = useVirtualRows(pages, ROW);
  const at = pages.items.findIndex((item) => itemId(item) === selected);
  useShowChoice(selected, at, { show, scroller });
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(gridRef, () => scroller.current);
  const move = (index: number) => {
    const item = pages.items[index];
    if (item !== undefined) onSelect(item);
  };
  if (pages.status === 'success' && pages.items.length === 0) return null;
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-labelledby={titleId}
      aria-rowcount={pages.total}
      aria-busy={pages.status === 'pending' || pages.stale}
      aria-activedescendant={rows.some((row) => row.index === at) ? `${listId}-${at}` : undefined}
      className={classes.entries}
      data-stale={pages.stale || undefined}
      onKeyDown={(event) => onRowKey(event, { at, rows: pages.items.length, fitting, move, open: move })}
    >
      {pages.status === 'pending' && <RowsSkeleton rows={10} rowHeight={ROW} />}
      <div role="presentation" className={classes.rows} style={{ height }}>
        {rows.map(({ index, start }) => {
          const item = pages.items[index];
          if (item === undefined) {
            return <div key={index} className={classes.row} style={{ transform: `translateY(${start}px)` }} />;
          }
          return (
            <div
              key={itemId(item)}
              id={`${listId}-${index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={index === at}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => move(index)}
            >
              <div role="gridcell" className={classes.entry}>
                <Entry {...entry(item)} />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Entry({ title, right, rightTone = 'neutral', below, belowRight }: ListEntry) {
  return (
    <>
      <span className={classes.line}>
        <span className={classes.name} title={title}>
          <bdi>{title}</bdi>
        </span>
        {right !== undefined && (
          <span className={classes.right} data-tone={rightTone}>
            {right}
          </span>
        )}
      </span>
      <span className={classes.second}>
        <span className={classes.below}>{below}</span>
        {belowRight !== undefined && (
          <span className={classes.below}>
            <bdi>{belowRight}</bdi>
          </span>
        )}
      </span>
    </>
  );
}
