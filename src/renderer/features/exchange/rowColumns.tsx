import type { ImportKind, Mapping } from '../../../contract/exchange.ts';
import type { client } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import classes from './Batch.module.css';
import { toneOfFate } from './fates.ts';
import { rowKey } from './issueGroups.ts';
import { fieldValue, SHOWN_FIELDS, type ShownField, valueInWords } from './recordValues.ts';

/** A row of a batch with its fate. */
export type PlannedRow = Awaited<ReturnType<typeof client.exchange.rows>>['items'][number];

export const idOfRow = (row: PlannedRow): string => rowKey(row.file, row.sheet, row.row);

/** What a row says of a field: as it will be, as it is now where that differs, and what is wrong with it. */
export function FieldCell({ row, field, problem }: { row: PlannedRow; field: string; problem: string | undefined }) {
  const format = useFormat();
  const now = valueInWords(fieldValue(row.record, field), format);
  if (row.before !== null && field in row.before) {
    const was = valueInWords(row.before[field], format);
    return (
      <span className={classes.change} title={`${was} → ${now}`}>
        <bdi className={classes.was}>{was}</bdi>
        <span aria-hidden="true" className={classes.arrow}>
          →
        </span>
        <span className="visually-hidden"> becomes </span>
        <bdi className={classes.now}>{now}</bdi>
      </span>
    );
  }
  if (problem !== undefined) {
    return (
      <bdi className={classes.wrong} title={problem}>
        {now}
      </bdi>
    );
  }
  return <bdi title={now.length > 24 ? now : undefined}>{now}</bdi>;
}

/** What is wrong with a field of a row, in words. */
export function problemOf(row: PlannedRow, fields: readonly string[], fieldOf: ReadonlyMap<string, string>) {
  if (row.fate !== 'wrong') return undefined;
  const found = row.issues.find(({ column }) => column !== null && fields.includes(fieldOf.get(column) ?? ''));
  return found === undefined ? undefined : `${found.message} ${found.todo}`;
}

/** Fields that change and have no column of their own. */
function AlsoChanged({
  row,
  shown,
  titles,
}: {
  row: PlannedRow;
  shown: ReadonlySet<string>;
  titles: ReadonlyMap<string, string>;
}) {
  const format = useFormat();
  const before = row.before ?? {};
  // Open, won or lost follows from the stage: said once.
  const told = (field: string) => shown.has(field) || (field === 'status' && 'stage' in before);
  const others = Object.keys(before).filter((field) => !told(field));
  if (others.length === 0) return null;
  const words = others.map(
    (field) =>
      `${titles.get(field) ?? field}: ${valueInWords(row.before?.[field], format)} → ${valueInWords(fieldValue(row.record, field), format)}`,
  );
  return <bdi title={words.join('\n')}>{others.map((field) => titles.get(field) ?? field).join(', ')}</bdi>;
}

export type RowColumns = {
  kind: ImportKind;
  /** `undefined` while it is not known: then every column is shown. */
  mapped: ReadonlySet<string> | undefined;
  /** Field by column of the file. */
  fieldOf: ReadonlyMap<string, string>;
  titles: ReadonlyMap<string, string>;
  anyChanged: boolean;
  /** There is no room for more than the fields that change most. */
  tight: boolean;
  /** Nor for a column of what else changes. */
  narrow: boolean;
};

const isGiven = ({ from, unless }: ShownField, mapped: ReadonlySet<string> | undefined) =>
  mapped === undefined ||
  (from.some((field) => mapped.has(field)) && !(unless?.every((field) => mapped.has(field)) ?? false));

/** Beside each other without scrolling. */
const AT_MOST = 6;

/** The columns of a kind: fate, row, and the fields that the file says something about. */
export function columnsOfRows({
  kind,
  mapped,
  fieldOf,
  titles,
  anyChanged,
  tight,
  narrow,
}: RowColumns): Column<PlannedRow>[] {
  const shown = SHOWN_FIELDS[kind]
    .filter((field, index) => index === 0 || isGiven(field, mapped))
    .filter(({ spare }) => spare !== true || !(tight && anyChanged))
    .slice(0, AT_MOST);
  const names = new Set(shown.map(({ field }) => field));
  return [
    { id: 'fate', header: 'Fate', width: '98px', cell: (row) => <Chip tone={toneOfFate(row.fate)}>{row.fate}</Chip> },
    { id: 'row', header: 'Row', width: '54px', align: 'end', cell: (row) => <RowNumber row={row.row} /> },
    ...shown.map(
      ({ field, title, width, wide, align, from }): Column<PlannedRow> => ({
        id: field,
        header: title,
        width: anyChanged ? (wide ?? width) : width,
        ...(align === undefined ? {} : { align }),
        cell: (row) => <FieldCell row={row} field={field} problem={problemOf(row, [field, ...from], fieldOf)} />,
      }),
    ),
    ...(anyChanged && !narrow
      ? [
          {
            id: 'also',
            header: 'Also changed',
            width: 'minmax(100px, 0.6fr)',
            cell: (row: PlannedRow) => <AlsoChanged row={row} shown={names} titles={titles} />,
          },
        ]
      : []),
  ];
}

function RowNumber({ row }: { row: number }) {
  const format = useFormat();
  return <span className={classes.was}>{format.count(row)}</span>;
}

/** The fields a mapping gives, and the field of each column; of a mapping that is not at hand nothing is known. */
export function fieldsGiven(
  mapping: Mapping | null | undefined,
  samples: readonly { column: string; field: string | null }[] | undefined,
): { mapped: ReadonlySet<string> | undefined; fieldOf: ReadonlyMap<string, string> } {
  if (mapping != null) {
    const entries = Object.entries(mapping.fields);
    return {
      mapped: new Set(entries.map(([field]) => field)),
      fieldOf: new Map(entries.flatMap(([field, from]) => ('column' in from ? [[from.column, field] as const] : []))),
    };
  }
  const own = (samples ?? []).flatMap(({ column, field }) => (field === null ? [] : [[column, field] as const]));
  // Looked-up and constant fields are not among them, so a column too many is better than one too few.
  return { mapped: undefined, fieldOf: new Map(own) };
}
