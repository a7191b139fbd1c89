import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Detail.module.css';

/** What happened to it, the newest first, each an entry of the journal; and the row of the file it came from. */
export function HistoryPanel({ detail }: { detail: RegistrationDetail }) {
  const format = useFormat();
  const { history, lineage } = detail;
  return (
    <Panel
      title="History"
      detail={
        lineage === null
          ? 'entered by hand'
          : `from ${lineage.file}${lineage.row === null ? '' : `, row ${format.count(lineage.row)}`}`
      }
    >
      <ol className={classes.history}>
        {[...history].reverse().map((entry) => (
          <li key={entry.seq}>
            <span className={classes.when}>{format.instant(entry.at)}</span>
            <span className={classes.what}>{format.words(entry.words)}</span>
            <span className={classes.who}>
              <bdi>{entry.actor}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
