import { Button } from '@mantine/core';
import type { ImportIssue, Mapping, Repair } from '../../../contract/exchange.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import classes from './Batch.module.css';
import type { CellRepairs } from './cellRepairs.ts';
import { groupIssues, type IssueGroup } from './issueGroups.ts';
import { isMendedInMapping, repairsOf } from './mappingDraft.ts';

export type IssuesPanelProps = {
  issues: readonly ImportIssue[];
  /** How many there are in all. */
  total: number;
  wrongRows: ReadonlySet<string>;
  /** Shows a row that is wrong. */
  onShow: (issue: ImportIssue) => void;
  /** Mends every issue of a kind by a change of the mapping; left out, nothing can be mended here any more. */
  onRepair: ((change: Partial<Mapping>) => void) | undefined;
  onOpenMapping: (() => void) | undefined;
  cells: CellRepairs | undefined;
};

/** What is wrong and what to do, what must be mended first. */
export function IssuesPanel(props: IssuesPanelProps) {
  const { issues, total, wrongRows, cells } = props;
  const format = useFormat();
  if (issues.length === 0) return null;
  const groups = groupIssues(issues, wrongRows);
  const proposed = groups.filter(({ repairs }) => repairs.length > 0);
  const all = proposed.flatMap(({ repairs }) => repairs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by key.
    <section className={classes.issues} aria-label="Issues" tabIndex={0}>
      <ul>
        {cells !== undefined && proposed.length > 1 && (
          <li className={classes.issue}>
            <span className={classes.message}>
              {format.count(all.length)} cells have a proposal beside them.{' '}
              <span className={classes.todo}>The file stays as it is.</span>
            </span>
            <span className={classes.repairs}>
              <Button onClick={() => cells.use(all)}>Use all {format.count(all.length)} proposed</Button>
            </span>
          </li>
        )}
        {groups.map((group) => (
          <Issue key={group.key} group={group} {...props} />
        ))}
      </ul>
      {total > issues.length && (
        <p className={classes.more}>
          The first {format.count(issues.length)} of {format.count(total)} issues; what mends these mends most of the
          rest.
        </p>
      )}
    </section>
  );
}

function proposalInWords(repairs: readonly Repair[], format: Format): string {
  const [first] = repairs;
  return repairs.length === 1 ? `Use ${first?.use}` : `Use the ${format.count(repairs.length)} proposed`;
}

const NAMED_ROWS = 4;

function placeInWords({ issue, rows }: IssueGroup, format: Format): string {
  const [first] = rows;
  const named = rows.slice(0, NAMED_ROWS).map(format.count).join(', ');
  const where =
    first === undefined
      ? (issue.sheet ?? 'File')
      : rows.length === 1
        ? `Row ${format.count(first)}`
        : rows.length <= NAMED_ROWS
          ? `Rows ${named}`
          : `${format.count(rows.length)} rows: ${named}…`;
  return issue.column === null ? where : `${where}, ${issue.column}`;
}

function Issue({ group, onShow, onRepair, onOpenMapping, cells }: IssuesPanelProps & { group: IssueGroup }) {
  const format = useFormat();
  const { issue, wrong, rows, repairs, repaired } = group;
  const place = placeInWords(group, format);
  return (
    <li className={classes.issue}>
      {wrong ? (
        <button type="button" className={classes.place} title={place} onClick={() => onShow(issue)}>
          {place}
        </button>
      ) : (
        <Chip title={place}>{place}</Chip>
      )}
      <span className={classes.message}>
        {rows.length > 1 && <span className={classes.todo}>For example: </span>}
        {issue.message} <span className={classes.todo}>{issue.todo}</span>
      </span>
      <span className={classes.repairs}>
        {cells !== undefined && repairs.length > 0 && (
          <Button onClick={() => cells.use(repairs)}>{proposalInWords(repairs, format)}</Button>
        )}
        {cells !== undefined && repaired.length > 0 && (
          <Button onClick={() => cells.takeBack(repaired)}>
            Read {repaired.length === 1 ? 'it' : 'them'} as written
          </Button>
        )}
        {onRepair !== undefined &&
          repairsOf(issue.code).map(({ title, change }) => (
            <Button key={title} onClick={() => onRepair(change)}>
              {title}
            </Button>
          ))}
        {onOpenMapping !== undefined && isMendedInMapping(issue.code) && (
          <Button onClick={onOpenMapping}>Say it in the mapping</Button>
        )}
      </span>
    </li>
  );
}
