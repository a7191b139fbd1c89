import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { WorkspaceInfo } from '../../contract/workspace.ts';
import { orpc } from '../client/client.ts';
import { useFormat } from '../format/useFormat.tsx';
import { type Destination, destinationGroups } from './destinations.ts';
import classes from './Navigation.module.css';

/** Where one can go, in words, each with how much waits there. */
export function Navigation({ info }: { info: WorkspaceInfo | undefined }) {
  const today = useQuery(orpc.insights.today.queryOptions()).data;
  return (
    <nav aria-label="Main" className={classes.nav}>
      {destinationGroups.map((group) => (
        <Fragment key={group.title ?? 'first'}>
          {group.title !== undefined && <div className={classes.group}>{group.title}</div>}
          <ul>
            {group.destinations.map((destination) => (
              <li key={destination.id}>
                <Item
                  destination={destination}
                  count={
                    destination.id === 'go.today'
                      ? today?.total
                      : info === undefined
                        ? undefined
                        : destination.count?.(info)
                  }
                  urgent={info !== undefined && destination.urgent?.(info) === true}
                />
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}

type ItemProps = { destination: Destination; count: number | undefined; urgent: boolean };

function Item({ destination, count, urgent }: ItemProps) {
  const format = useFormat();
  return (
    <Link to={destination.path} className={classes.item} activeProps={{ 'aria-current': 'page' }}>
      <span>{destination.title}</span>
      {count !== undefined && count > 0 && (
        <span className={classes.count} data-urgent={urgent || undefined}>
          {format.count(count)}
          {urgent && <span className="visually-hidden">, some overdue</span>}
        </span>
      )}
    </Link>
  );
}
