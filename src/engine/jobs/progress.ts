import { EventPublisher } from '@orpc/server';

/** How far a job has come. `done` and `total` count the same things; a job that ended is told once. */
export interface Progress {
  readonly job: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly ended: 'no' | 'done' | 'cancelled' | 'failed';
}

/** Where jobs tell how far they are, and windows listen. */
export interface ProgressBoard {
  tell(progress: Progress): void;
  listen(signal: AbortSignal | undefined): AsyncIterableIterator<Progress>;
}

/** An empty board. */
export function progressBoard(): ProgressBoard {
  const publisher = new EventPublisher<{ progress: Progress }>();
  return {
    tell: (progress) => publisher.publish('progress', progress),
    listen: (signal) => publisher.subscribe('progress', signal === undefined ? {} : { signal }),
  };
}
