import { type ReactNode, type RefObject, useRef } from 'react';
import type { Layer } from './commands/command.ts';
import { useCommands } from './commands/useCommands.ts';
import classes from './RowsTable.module.css';
import { rowMoves } from './useRowKeys.ts';

export type RowsColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** Any CSS width. */
  width?: string;
  /** Long words go on to a second line instead of making the table wider. */
  wraps?: boolean;
};

export type RowsTableProps<Row> = {
  /** Read before the table; shown nowhere. */
  label: string;
  columns: readonly RowsColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row, index: number) => string;
  onOpen?: (row: Row) => void;
  /** The first column names the row. */
  named?: boolean;
  /** Higher than so many px, it scrolls. */
  maxHeight?: number;
  /** `j` and `k` go through its rows: from anywhere on its screen, or in its dialog. */
  keys?: Exclude<Layer, 'app'>;
};

/** A short table inside a panel: a real `table`, for a few dozen rows that are all there. */
export function RowsTable<Row>({
  label,
  columns,
  rows,
  rowId,
  onOpen,
  named = true,
  maxHeight,
  keys,
}: RowsTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  return (
    <div className={classes.scroll} style={{ maxHeight }} tabIndex={maxHeight === undefined ? undefined : 0}>
      {keys !== undefined && <RowKeys label={label} layer={keys} body={body} />}
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} style={{ width: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={rowId(row, index)}
              tabIndex={keys === undefined ? undefined : -1}
              data-opens={onOpen !== undefined || undefined}
              onClick={() => onOpen?.(row)}
            >
              {columns.map((column, place) =>
                place === 0 && named ? (
                  <th key={column.id} scope="row" data-align={column.align} data-wraps={column.wraps}>
                    <Name onOpen={onOpen === undefined ? undefined : () => onOpen(row)}>{column.cell(row)}</Name>
                  </th>
                ) : (
                  <td key={column.id} data-align={column.align} data-wraps={column.wraps}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowKeysProps = { label: string; layer: Exclude<Layer, 'app'>; body: RefObject<HTMLTableSectionElement | null> };

/** The focus goes from row to row, to what opens it where something does. */
function RowKeys({ label, layer, body }: RowKeysProps) {
  const move = (by: number) => {
    const rows = [...(body.current?.rows ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[Math.max(0, at + by)];
    const opener = row?.querySelector<HTMLElement>('a, button') ?? row;
    opener?.focus();
    opener?.scrollIntoView({ block: 'nearest' });
  };
  useCommands(label, rowMoves(label, move), layer);
  return null;
}

function Name({ onOpen, children }: { onOpen: (() => void) | undefined; children: ReactNode }) {
  if (onOpen === undefined) return children;
  return (
    <button
      type="button"
      className={classes.open}
      onClick={(event) => {
        // The row around it opens too.
        event.stopPropagation();
        onOpen();
      }}
    >
      {children}
    </button>
  );
}
