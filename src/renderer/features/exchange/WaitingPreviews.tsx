import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BatchId } from '../../../contract/units.ts';
import { client, orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Files.module.css';
import { filesInWords, kindsInWords, writtenOf } from './kinds.ts';

/** Previews nobody has committed or discarded yet; nothing when there are none. */
export function WaitingPreviews() {
  const format = useFormat();
  const waiting = useQuery(
    orpc.exchange.batches.queryOptions({
      input: { filter: { state: 'previewed' } },
      // A preview is no change, so no notice tells of it.
      staleTime: 0,
    }),
  );
  const discard = useMutation({
    mutationFn: (batch: BatchId) => client.exchange.discard({ batch }),
    onSuccess: () => {
      notify({ message: 'The preview was discarded. It had changed nothing.' });
      // Nor does one tell of its end.
      return waiting.refetch();
    },
    onError: notifyError,
  });
  const items = waiting.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title="Looked at, not committed yet" detail="kept for two days">
      <ul className={classes.waiting} aria-label="Previews that wait">
        {items.slice(0, 3).map((item) => (
          <li key={item.id} className={classes.preview}>
            <Link to="/files/$batch" params={{ batch: item.id }} className={classes.files}>
              <bdi>{filesInWords(item.files.map(({ file }) => file))}</bdi>
            </Link>
            <span className={classes.counts}>
              {kindsInWords(item.files)} · {format.counted(writtenOf(item.counts), 'row', 'rows')} to write
              {item.counts.wrong > 0 && `, ${format.count(item.counts.wrong)} wrong`} · as of {format.date(item.asOf)}
            </span>
            <button
              type="button"
              className={classes.undo}
              disabled={discard.isPending}
              onClick={() => discard.mutate(item.id)}
            >
              Discard
              <span className="visually-hidden"> {filesInWords(item.files.map(({ file }) => file))}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > 3 && <p className={classes.small}>and {format.count(items.length - 3)} more, older ones</p>}
    </Panel>
  );
}
