import { EventPublisher } from '@orpc/server';
import type { WriteDb } from './store/db.ts';

/** Tells windows which features' questions may now answer differently. */
export interface Notices {
  listen(signal: AbortSignal | undefined): AsyncGenerator<{ topics: string[] }, void, void>;
}

/** Notices of the changes committed on this connection. */
export function noticesOf(db: WriteDb): Notices {
  const publisher = new EventPublisher<{ committed: { topics: string[] } }>();
  db.connection.committed.add((topics) => publisher.publish('committed', { topics: [...topics] }));
  return { listen: (signal) => publisher.subscribe('committed', signal === undefined ? {} : { signal }) };
}
