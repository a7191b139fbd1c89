import { Button } from '@mantine/core';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Batch.module.css';
import type { CellRepairs } from './cellRepairs.ts';
import { toneOfFate } from './fates.ts';
import { repairOf } from './issueGroups.ts';
import { FieldCell, type PlannedRow, problemOf } from './rowColumns.tsx';

export type RowPanelProps = {
  row: PlannedRow;
  titles: ReadonlyMap<string, string>;
  fieldOf: ReadonlyMap<string, string>;
  cells: CellRepairs | undefined;
  onClose: () => void;
};

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The fields of a record that hold something, those of its parts by their path. */
function fieldsOf(row: PlannedRow): string[] {
  const own = Object.entries(row.record).flatMap(([field, value]) => {
    const parts = typeof value === 'object' && value !== null && !Array.isArray(value) && !('minor' in value);
    if (parts) {
      return Object.entries(value).flatMap(([part, inner]) => (isEmpty(inner) ? [] : [`${field}.${part}`]));
    }
    return isEmpty(value) ? [] : [field];
  });
  return [...new Set([...own, ...Object.keys(row.before ?? {})])];
}

/** One row with all it says, what it was, and what is wrong with it. */
export function RowPanel({ row, titles, fieldOf, cells, onClose }: RowPanelProps) {
  const format = useFormat();
  const close = { id: 'files.closeRow', title: 'Close', keys: ['escape'], hidden: true, run: onClose };
  useCommands('Row', [close]);
  return (
    <div className={classes.row}>
      <Panel
        title={
          <>
            Row {format.count(row.row)} <Chip tone={toneOfFate(row.fate)}>{row.fate}</Chip>
          </>
        }
        detail={<CommandButton command={close} />}
      >
        {row.issues.length > 0 && (
          <ul className={classes.rowIssues} aria-label="Issues of this row">
            {row.issues.map((issue) => (
              <li key={`${issue.code} ${issue.column ?? ''}`}>
                {issue.column !== null && <Chip>{issue.column}</Chip>} {issue.message}{' '}
                <span className={classes.todo}>{issue.todo}</span>
                {cells !== undefined &&
                  repairOf(issue).map((repair) => (
                    <Button key={repair.use} className={classes.use} onClick={() => cells.use([repair])}>
                      Use {repair.use}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        )}
        <dl className={classes.fields}>
          {fieldsOf(row).map((field) => (
            <div key={field} className={classes.field}>
              <dt>{titles.get(field) ?? field}</dt>
              <dd>
                <FieldCell row={row} field={field} problem={problemOf(row, [field], fieldOf)} />
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}
