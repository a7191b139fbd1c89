import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import type { BackedUp, EngineBoot, FromEngine, ToEngine } from '../contract/threads.ts';
import { Problem } from '../contract/units.ts';

const READER_CLOSES_WITHIN_MS = 5_000;
// The writer finishes what is queued and takes a backup first.
const WRITER_CLOSES_WITHIN_MS = 60_000;
const DEATHS_BEFORE_GIVING_UP = 3;
const DEATHS_COUNTED_FOR_MS = 60_000;

export type Role = EngineBoot['role'];
export type Start = EngineBoot['start'];
export type Workspace = Extract<FromEngine, { type: 'ready' }>['workspace'];
export type Failure = { readonly code: string; readonly problems: readonly Problem[] };
type Given = Omit<Extract<ToEngine, { type: 'grant' }>, 'type'>;

export type EngineOptions = {
  /** The built entry both threads run. */
  readonly entry: URL;
  readonly file: string;
  readonly resources: string;
  readonly actor: string;
  /** What the writer does until it has been ready once; after that, a new one opens the file. */
  readonly start: Start;
  /** Every grant there is when a thread starts. */
  readonly grants: () => readonly Given[];
};

export type EngineEvents = {
  progress(label: string, done: number, total: number): void;
  /** Both threads serve. `because` says why a thread had died, when this is not the first time. */
  ready(workspace: Workspace, because: string | undefined): void;
  /** The file could not be opened or made, or the threads died again and again; the engine is over. */
  failed(failure: Failure): void;
};

type Thread = { readonly worker: Worker; readonly workspace: Workspace; readonly ended: Promise<void> };

/**
 * The two threads that hold one workspace file open: the writer, which makes the file ready, then the reader. Kept
 * alive until `close`: when one dies, both are started again and open the file anew.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #events: EngineEvents;
  readonly #threads = new Map<Role, Thread>();
  readonly #starting = new Set<Worker>();
  readonly #pumps = new Set<() => void>();
  readonly #deaths: number[] = [];
  /** Goes up when a thread dies; what the threads of an earlier life say is passed over. */
  #life = 0;
  #start: Start;
  #over = false;

  constructor(options: EngineOptions, events: EngineEvents) {
    this.#options = options;
    this.#events = events;
    this.#start = options.start;
    void this.#run(undefined);
  }

  /** Serves a window's port from a thread until either side closes; closes it at once while no thread runs. */
  connect(role: Role, port: MessagePortMain): void {
    const thread = this.#threads.get(role);
    if (this.#over || thread === undefined) port.close();
    else this.#pumps.add(pump(port, thread.worker, (close) => this.#pumps.delete(close)));
  }

  grant(given: Given): void {
    for (const { worker } of this.#threads.values()) tell(worker, { type: 'grant', ...given });
  }

  /**
   * Resolves when both threads have ended, with what became of the backup (`undefined` when the writer could not say);
   * a thread that doesn't end in time is stopped.
   */
  async close(): Promise<BackedUp | undefined> {
    this.#over = true;
    await Promise.all([...this.#starting].map((worker) => worker.terminate()));
    await this.#end('reader', READER_CLOSES_WITHIN_MS);
    const backedUp = await this.#end('writer', WRITER_CLOSES_WITHIN_MS);
    for (const close of this.#pumps) close();
    return backedUp;
  }

  async #run(because: string | undefined): Promise<void> {
    const life = this.#life;
    try {
      const writer = await this.#startThread('writer', this.#start);
      this.#start = { do: 'open' };
      if (this.#over || life !== this.#life) return;
      await this.#startThread('reader', { do: 'open' });
      if (!this.#over && life === this.#life) this.#events.ready(writer.workspace, because);
    } catch (error) {
      if (this.#over || life !== this.#life) return;
      if (error instanceof ThreadDied) return this.#died(error.message);
      if (!(error instanceof EngineFailed)) throw error;
      await this.#stop();
      this.#events.failed(error.failure);
    }
  }

  #startThread(role: Role, start: Start): Promise<Thread> {
    const { entry, file, resources, actor } = this.#options;
    const boot: EngineBoot = { role, file, resources, actor, start };
    const worker = new Worker(entry, { workerData: boot, name: role });
    this.#starting.add(worker);
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    let because = '';
    return new Promise<Thread>((resolve, reject) => {
      worker.on('message', (message: FromEngine) => {
        if (message.type === 'progress') this.#events.progress(message.label, message.done, message.total);
        if (message.type === 'failed') reject(new EngineFailed(failureOf(message)));
        if (message.type !== 'ready') return;
        this.#starting.delete(worker);
        const thread = { worker, workspace: message.workspace, ended };
        this.#threads.set(role, thread);
        for (const given of this.#options.grants()) tell(worker, { type: 'grant', ...given });
        resolve(thread);
      });
      worker.on('error', (error) => {
        because = error instanceof Error ? error.message : String(error);
      });
      worker.once('exit', (exitCode) => {
        this.#starting.delete(worker);
        const reason = because === '' ? `the ${role} thread ended with code ${exitCode}` : because;
        if (this.#threads.get(role)?.worker === worker) this.#died(reason);
        else reject(new ThreadDied(reason));
      });
    });
  }

  #died(because: string): void {
    if (this.#over) return;
    console.error(`engine: ${because}`);
    this.#life += 1;
    const now = performance.now();
    this.#deaths.push(now);
    const recent = this.#deaths.filter((at) => now - at < DEATHS_COUNTED_FOR_MS).length;
    void this.#stop().then(() => {
      if (this.#over) return undefined;
      if (recent < DEATHS_BEFORE_GIVING_UP) return this.#run(because);
      this.#over = true;
      return this.#events.failed(gaveUp(because));
    });
  }

  /** Ends what still runs without letting it finish anything: the other thread's state is not to be trusted. */
  async #stop(): Promise<void> {
    for (const close of this.#pumps) close();
    const running = [...this.#starting, ...[...this.#threads.values()].map((thread) => thread.worker)];
    this.#threads.clear();
    await Promise.all(running.map((worker) => worker.terminate()));
  }

  async #end(role: Role, withinMs: number): Promise<BackedUp | undefined> {
    const thread = this.#threads.get(role);
    if (thread === undefined) return undefined;
    this.#threads.delete(role);
    let backedUp: BackedUp | undefined;
    thread.worker.on('message', (message: FromEngine) => {
      if (message.type === 'closed') backedUp = message.backedUp;
    });
    tell(thread.worker, { type: 'close' });
    const timer = setTimeout(() => {
      console.error(`engine: the ${role} did not close within ${withinMs} ms and is stopped`);
      void thread.worker.terminate();
    }, withinMs);
    await thread.ended;
    clearTimeout(timer);
    return backedUp;
  }
}

const tell = (worker: Worker, message: ToEngine) => worker.postMessage(message);

/**
 * Carries messages between a window and a thread.
 *
 * A `MessagePortMain` cannot be transferred to a worker, and one shared port would mix the windows up: hence a Node
 * channel of its own for each.
 */
function pump(window: MessagePortMain, worker: Worker, onClose: (close: () => void) => void): () => void {
  const { port1: here, port2: there } = new MessageChannel();
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    here.close();
    window.close();
    onClose(close);
  };
  window.on('message', ({ data }) => here.postMessage(data));
  window.on('close', close);
  here.on('message', (data) => window.postMessage(data));
  here.on('close', close);
  worker.postMessage({ type: 'connect', port: there } satisfies ToEngine, [there]);
  window.start();
  return close;
}

class EngineFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

class ThreadDied extends Error {}

function failureOf(message: Extract<FromEngine, { type: 'failed' }>): Failure {
  const problems = message.problems.flatMap((problem) => {
    const read = Problem.safeParse(problem);
    return read.success ? [read.data] : [];
  });
  if (problems.length > 0) return { code: message.code, problems };
  const todo = 'Start the application again; if it happens again, open a backup of the workspace.';
  return { code: message.code, problems: [{ code: 'not_opened', message: message.message, todo }] };
}

const gaveUp = (because: string): Failure => ({
  code: 'engine_died',
  problems: [
    {
      code: 'engine_died',
      message: `The part that works on the file stopped ${DEATHS_BEFORE_GIVING_UP} times within a minute: ${because}`,
      todo: 'Nothing that was confirmed is lost. Open the workspace again, or a backup of it if it happens again.',
    },
  ],
});
