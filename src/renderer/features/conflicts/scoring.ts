import type { CaseDetail, ClaimLabel } from '../../../contract/conflicts.ts';
import type { CaseCriterion } from '../../../contract/programme.ts';

/** A place on the sheet of scores. */
export type Cell = { label: ClaimLabel; criterion: CaseCriterion };

/** Scores as they were entered here, before the engine has answered. */
export type Entered = Readonly<Record<string, number>>;

export const cellKey = ({ label, criterion }: Cell): string => `${label} ${criterion}`;

type Sheet = Pick<CaseDetail, 'criteria' | 'list'>;

/** The score of a cell: what was entered here, else what is saved. */
export function scoreOf({ list }: Sheet, cell: Cell, entered: Entered): number | undefined {
  const saved = list.find((claim) => claim.label === cell.label)?.scores[cell.criterion];
  return entered[cellKey(cell)] ?? saved;
}

/** All cells, claim by claim. */
export const cellsOf = ({ list, criteria }: Sheet): Cell[] =>
  list.flatMap((claim) => criteria.map(({ id }) => ({ label: claim.label, criterion: id })));

/** The cells that have no score yet. */
export const unscoredOf = (sheet: Sheet, entered: Entered): Cell[] =>
  cellsOf(sheet).filter((cell) => scoreOf(sheet, cell, entered) === undefined);

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The cell a key leads to: up and down the criteria of a claim, left and right the claims of a criterion; at an edge it stays. */
export function cellAfter({ list, criteria }: Sheet, { label, criterion }: Cell, direction: Direction): Cell {
  const row = criteria.findIndex((one) => one.id === criterion);
  const column = list.findIndex((claim) => claim.label === label);
  const [down, right] = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] }[direction] as [number, number];
  return {
    label: list[column + right]?.label ?? label,
    criterion: criteria[row + down]?.id ?? criterion,
  };
}

/** Where a score leads: the next cell without one, after this and then from the beginning; this one when all are scored. */
export function cellAfterScore(sheet: Sheet, cell: Cell, entered: Entered): Cell {
  const cells = cellsOf(sheet);
  const at = cells.findIndex((one) => cellKey(one) === cellKey(cell));
  const order = [...cells.slice(at + 1), ...cells.slice(0, at)];
  return order.find((one) => scoreOf(sheet, one, entered) === undefined) ?? cell;
}
