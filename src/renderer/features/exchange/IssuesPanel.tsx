import { Button } from '@mantine/core';
import type { Mapping } from '../../../contract/exchange.ts';
import type { Problem } from '../../../contract/units.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import classes from './Batch.module.css';
import { groupIssues, type IssueGroup } from './issueGroups.ts';
import { isMendedInMapping, repairsOf } from './mappingDraft.ts';

export type IssuesPanelProps = {
  issues: readonly Problem[];
  /** How many there are in all. */
  total: number;
  wrongRows: ReadonlySet<string>;
  /** Shows a row that is wrong. */
  onShow: (issue: Problem) => void;
  /** Mends every issue of a kind by a change of the mapping; left out, nothing can be mended here any more. */
  onRepair: ((change: Partial<Mapping>) => void) | undefined;
  onOpenMapping: (() => void) | undefined;
};

/** What is wrong and what to do, what must be mended first. */
export function IssuesPanel(props: IssuesPanelProps) {
  const { issues, total, wrongRows } = props;
  const format = useFormat();
  if (issues.length === 0) return null;
  const groups = groupIssues(issues, wrongRows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by key.
    <section className={classes.issues} aria-label="Issues" tabIndex={0}>
      <ul>
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
  return issue.column === undefined ? where : `${where}, ${issue.column}`;
}

function Issue({ group, onShow, onRepair, onOpenMapping }: IssuesPanelProps & { group: IssueGroup }) {
  const format = useFormat();
  const { issue, wrong, rows } = group;
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
