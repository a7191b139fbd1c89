// biome-ignore-all lint/a11y/useSemanticElements: virtual rows have no place in a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the row it is on (aria-activedescendant).
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are the grid's.
import { type ReactNode, useId, useState } from 'react';
import type { Pages } from '../client/usePages.ts';
import { useCommands } from './commands/useCommands.ts';
import classes from './DataTable.module.css';
import { ErrorPanel } from './ErrorPanel.tsx';
import { RowsSkeleton } from './Skeletons.tsx';
import { onRowKey, rowCommands } from './useRowKeys.ts';
import { useShowChoice, useVirtualRows } from './useVirtualRows.ts';

export type Column<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** A track of the grid: `minmax(160px, 2fr)`, `96px`. Default `minmax(80px, 1fr)`. */
  width?: string;
  /** Money, counts and dates that are compared stand at the right. */
  align?: 'start' | 'end';
  /** The name the list sorts it by; without it the column can't be sorted. */
  sortBy?: string;
};

export type TableSort = { by: string; descending: boolean };

export type DataTableProps<Row> = {
  /** Names the table for those who hear the page: “Partners”. */
  label: string;
  columns: readonly Column<Row>[];
  /** From `usePages`. */
  pages: Pages<Row>;
  rowId: (row: Row) => string;
  sort?: TableSort | undefined;
  onSort?: (sort: TableSort) => void;
  /** Enter or a press on the row. */
  onOpen?: (row: Row) => void;
  /** The row whose detail is shown elsewhere. */
  selected?: string | undefined;
  onSelect?: (row: Row) => void;
  /** What has no room in its column goes on on a second line, and the row is as high as it needs. */
  wraps?: boolean;
  rowTone?: (row: Row) => 'fail' | 'due' | 'quiet' | undefined;
  /** Shown in place of rows: an `EmptyState`. */
  empty?: ReactNode;
  /** Below the rows, inside the frame: totals, issues. */
  footer?: ReactNode;
};

const ROW = 32;
const HEAD = 30;

/** A cell that is cut off says the whole of it under the pointer. */
function showWhole({ target }: { target: EventTarget }) {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null;
  if (cell === null) return;
  const cut = [cell, ...cell.querySelectorAll<HTMLElement>('bdi')].some((part) => part.scrollWidth > part.clientWidth);
  if (cut && cell.querySelector('[title]') === null) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}

/** A table of any length: virtual rows, pages from the engine, sorted there, moved through by key. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, pages, empty, footer } = props;
  const tracks = columns.map((column) => column.width ?? 'minmax(80px, 1fr)').join(' ');
  const least = columns.reduce((sum, column) => sum + leastWidth(column.width), 0);
  if (pages.status === 'error') {
    return <ErrorPanel error={pages.error} retry={pages.retry} doing={`${label}: the rows could not be read`} />;
  }
  const none = pages.status === 'success' && pages.items.length === 0;
  return (
    <div className={classes.frame} data-stale={pages.stale || undefined}>
      <Grid {...props} tracks={tracks} least={least} none={none} />
      {none && empty}
      {footer !== undefined && <div className={classes.footer}>{footer}</div>}
    </div>
  );
}

function leastWidth(track: string | undefined): number {
  const found = /(\d+)px/.exec(track ?? 'minmax(80px, 1fr)');
  return Number(found?.[1] ?? 80);
}

type GridProps<Row> = DataTableProps<Row> & { tracks: string; least: number; none: boolean };

function Grid<Row>({
  label,
  columns,
  pages,
  rowId,
  onOpen,
  onSelect,
  selected,
  tracks,
  least,
  none,
  wraps = false,
  ...rest
}: GridProps<Row>) {
  const gridId = useId();
  const { scroller, rows, height, show, fitting, measure } = useVirtualRows(pages, ROW, HEAD);
  const [active, setActive] = useState(-1);
  const at = selected === undefined ? active : pages.items.findIndex((row) => rowId(row) === selected);
  useShowChoice(selected, at, { show, scroller });
  const move = (index: number) => {
    setActive(index);
    show(index);
    const row = pages.items[index];
    if (row !== undefined) onSelect?.(row);
  };
  const open = (index: number) => {
    const row = pages.items[index];
    if (row !== undefined) (onOpen ?? onSelect)?.(row);
  };
  const shownRow = rows.some((row) => row.index === at);
  // The keys reach the table from anywhere on its screen, and the focus follows them there.
  const enter = (index: number) => {
    move(index);
    scroller.current?.focus({ preventScroll: true });
  };
  const opens = onOpen !== undefined || onSelect !== undefined;
  useCommands(label, [
    ...rowCommands(gridId, at, pages.items.length, enter),
    {
      id: `${gridId}.open`,
      title: 'Open',
      keys: ['enter'],
      hidden: true,
      when: opens && at >= 0,
      run: () => open(at),
    },
  ]);
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={pages.total + 1}
      aria-colcount={columns.length}
      aria-busy={pages.status === 'pending' || pages.stale}
      aria-activedescendant={shownRow ? `${gridId}-${at}` : undefined}
      className={classes.grid}
      data-none={none || undefined}
      onFocus={(event) => event.target === event.currentTarget && at < 0 && setActive(0)}
      onKeyDown={(event) => onRowKey(event, { at, rows: pages.total, fitting, move, open })}
      onPointerOver={showWhole}
      style={{ '--tracks': tracks, '--least': `${least}px` } as React.CSSProperties}
    >
      <Header columns={columns} sort={rest.sort} onSort={rest.onSort} />
      {pages.status === 'pending' && <RowsSkeleton rows={14} />}
      <div role="rowgroup" className={classes.rows} style={{ height }}>
        {rows.map(({ index, start }) => {
          const row = pages.items[index];
          return row === undefined ? (
            <div key={index} className={classes.blank} style={{ transform: `translateY(${start}px)` }}>
              <span />
            </div>
          ) : (
            <div
              key={rowId(row)}
              ref={wraps ? measure : undefined}
              data-index={index}
              data-wraps={wraps || undefined}
              id={`${gridId}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={at === index}
              className={classes.row}
              data-tone={rest.rowTone?.(row)}
              data-opens={opens || undefined}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                if (window.getSelection()?.type === 'Range') return;
                setActive(index);
                open(index);
              }}
            >
              <Cells columns={columns} row={row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return columns.map((column) => (
    <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
      {column.cell(row)}
    </div>
  ));
}

type HeaderProps<Row> = {
  columns: readonly Column<Row>[];
  sort?: TableSort | undefined;
  onSort?: ((sort: TableSort) => void) | undefined;
};

function Header<Row>({ columns, sort, onSort }: HeaderProps<Row>) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {columns.map((column) => {
          const sorted = column.sortBy !== undefined && sort?.by === column.sortBy;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={classes.cell}
              data-align={column.align}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            >
              {column.sortBy === undefined || onSort === undefined ? (
                column.header
              ) : (
                <button
                  type="button"
                  className={classes.sort}
                  data-sorted={sorted || undefined}
                  onClick={() =>
                    onSort({
                      by: column.sortBy ?? '',
                      // Figures are first wanted from the top, names from A.
                      descending: sorted ? !sort.descending : column.align === 'end',
                    })
                  }
                >
                  {column.header}
                  <span aria-hidden="true">{sorted ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
