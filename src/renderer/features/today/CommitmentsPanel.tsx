import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelSkeleton } from '../../ui/Skeletons.tsx';
import classes from './CommitmentsPanel.module.css';

const SHOWN = 8;

/** What was promised in the reviews and is not done yet. */
export function CommitmentsPanel() {
  const format = useFormat();
  const open = useQuery(orpc.reviews.commitments.queryOptions({ input: { filter: { open: true }, limit: SHOWN } }));
  if (open.isError) {
    return (
      <ErrorPanel error={open.error} retry={() => void open.refetch()} doing="The commitments could not be read" />
    );
  }
  if (open.data === undefined) return <PanelSkeleton lines={4} />;
  const { items, total } = open.data;
  return (
    <Panel title="Promised in reviews" detail={total === 0 ? undefined : format.count(total)}>
      {items.length === 0 ? (
        <p className={classes.none}>No commitment is open.</p>
      ) : (
        <ul>
          {items.map((one) => (
            <li key={one.id} className={classes.item}>
              <Link to="/reviews/$id" params={{ id: one.review }} className={classes.words}>
                {one.words}
              </Link>
              <span className={classes.who}>
                <span>
                  <bdi>{one.side === 'vendor' ? one.owner : (one.partnerName ?? one.owner)}</bdi>
                  {one.side === 'vendor' && one.partnerName !== null && (
                    <>
                      {' '}
                      to <bdi>{one.partnerName}</bdi>
                    </>
                  )}
                </span>
                <span data-late={one.dueOn < format.today || undefined} className={classes.due}>
                  {format.shortDate(one.dueOn)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {total > items.length && <p className={classes.none}>and {format.count(total - items.length)} more</p>}
    </Panel>
  );
}
