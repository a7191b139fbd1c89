import { BroadcastChannel } from 'node:worker_threads';
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
  listen(signal: AbortSignal | undefined): AsyncGenerator<Progress, void, void>;
  close(): void;
}

/**
 * The board of one workspace. Reader and writer each have one of the same name, and what is told on either is heard on
 * both: a window listens to the reader while the writer commits.
 */
export function progressBoard(name: string): ProgressBoard {
  const publisher = new EventPublisher<{ progress: Progress }>();
  const others = new BroadcastChannel(`tributary progress ${name}`);
  others.onmessage = (event) => publisher.publish('progress', (event as { data: Progress }).data);
  others.unref();
  return {
    tell(progress) {
      publisher.publish('progress', progress);
      others.postMessage(progress);
    },
    listen: (signal) => publisher.subscribe('progress', signal === undefined ? {} : { signal }),
    close: () => others.close(),
  };
}
