import type { ReactNode } from 'react';
import classes from './RowsTable.module.css';

export type RowsColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** Any CSS width. */
  width?: string;
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
};

/** A short table inside a panel: a real `table`, for a few dozen rows that are all there. */
export function RowsTable<Row>({ label, columns, rows, rowId, onOpen, named = true, maxHeight }: RowsTableProps<Row>) {
  return (
    <div className={classes.scroll} style={{ maxHeight }} tabIndex={maxHeight === undefined ? undefined : 0}>
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
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowId(row, index)} data-opens={onOpen !== undefined || undefined} onClick={() => onOpen?.(row)}>
              {columns.map((column, place) =>
                place === 0 && named ? (
                  <th key={column.id} scope="row" data-align={column.align}>
                    <Name onOpen={onOpen === undefined ? undefined : () => onOpen(row)}>{column.cell(row)}</Name>
                  </th>
                ) : (
                  <td key={column.id} data-align={column.align}>
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
