import type { Repair } from '../../../contract/exchange.ts';
import { type BatchView, type CellPlace, isSameCell, type TableView, withRepairs } from './batchView.ts';
import type { Preview } from './usePreview.ts';

/** Mends single cells; the file stays as it is. */
export type CellRepairs = {
  use: (repairs: readonly Repair[]) => void;
  /** Reads cells as they are written again. */
  takeBack: (cells: readonly CellPlace[]) => void;
};

/** Looks at the files of a preview again, with other repairs of one table. */
export function cellRepairs({ id, kept }: BatchView, table: TableView, preview: Preview): CellRepairs | undefined {
  if (kept === undefined) return undefined;
  const read = (edit: (before: readonly Repair[]) => readonly Repair[]) =>
    void preview.read(withRepairs(kept, table, edit), { asOf: kept.asOf, instead: id, table: table.id });
  return {
    use: (repairs) => read((before) => [...before, ...repairs]),
    takeBack: (cells) => read((before) => before.filter((repair) => !cells.some((cell) => isSameCell(cell, repair)))),
  };
}
