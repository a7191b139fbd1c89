import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { contract } from '../../../src/contract/index.ts';
import { type ShellEvent, type ShellState, shellContract } from '../../../src/contract/shell.ts';
import { infoOf, manyRegistrations, today } from './fake-data.ts';

// Plays the engine and the shell inside the page. `?state=none|opening|failed|open` chooses where the window stands.
const asked = new URLSearchParams(location.search).get('state') ?? 'open';

const states: Record<string, ShellState['workspace']> = {
  none: { state: 'none' },
  opening: {
    state: 'opening',
    file: 'Northwind Robotics.tributary',
    label: 'Building the demo workspace',
    done: 412,
    total: 960,
  },
  failed: {
    state: 'failed',
    file: 'Northwind Robotics.tributary',
    code: 'damaged',
    problems: [
      {
        code: 'file_damaged',
        message: 'Page 412 of the file doesn’t hold what its own checksum says.',
        todo: 'Restore the newest backup below, and import the extracts that came after it again.',
        file: 'Northwind Robotics.tributary',
      },
    ],
    backups: [1, 2, 3].map((day) => ({
      name: `2026-11-${23 - day}`,
      takenAt: (Date.now() - day * 86_400_000) as never,
      sizeBytes: 18_400_000,
    })),
  },
  open: { state: 'open', file: 'Northwind Robotics.tributary', name: 'Northwind Robotics', kind: 'demo' },
};

let workspace = states[asked] ?? states.open;
const listeners = new Set<(event: ShellEvent) => void>();
const state = (): ShellState => ({
  workspace: workspace as ShellState['workspace'],
  recent: [
    ['Northwind Robotics', 'Northwind Robotics.tributary', true],
    ['Handelsgesellschaft für außergewöhnlich lange Namen und Söhne mbH & Co. KG', 'Lang.tributary', true],
    ['شركة النور للتجارة', 'نور.tributary', true],
    ['Moved away', 'old.tributary', false],
  ].map(([name, file, exists], index) => ({
    id: `recent-${index}`,
    name: String(name),
    file: String(file),
    folder: '~/Documents/Partners',
    openedAt: (Date.now() - (index + 1) * 7_000_000) as never,
    exists: exists === true,
  })),
  platform: 'linux',
  version: '0.1.0',
  engineRestarts: 0,
});
const become = (next: ShellState['workspace'] | undefined) => {
  workspace = next;
  for (const listener of listeners) listener({ type: 'state', state: state() });
};

// `window.restart()` in the console plays an engine that died and was started again.
Object.assign(window, {
  restart: () => {
    for (const listener of listeners) listener({ type: 'engine-restarted', because: 'played' });
  },
});

const ofShell = implement(shellContract);
const shellRouter = {
  state: ofShell.state.handler(state),
  watch: ofShell.watch.handler(async function* ({ signal }) {
    const waiting: ShellEvent[] = [{ type: 'state', state: state() }];
    let wake = () => {};
    const listener = (event: ShellEvent) => {
      waiting.push(event);
      wake();
    };
    listeners.add(listener);
    while (signal?.aborted !== true) {
      for (const event of waiting.splice(0)) yield event;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }),
  openDemo: ofShell.openDemo.handler(() => {
    become(states.opening);
    setTimeout(() => become(states.open), 900);
    return true;
  }),
  openWorkspace: ofShell.openWorkspace.handler(() => {
    become(states.open);
    return true;
  }),
  closeWorkspace: ofShell.closeWorkspace.handler(() => {
    become(states.none);
    return true;
  }),
};

const of = implement(contract);
const all = manyRegistrations(Number(new URLSearchParams(location.search).get('rows') ?? 100_000));
const engineRouter = {
  workspace: {
    info: of.workspace.info.handler(infoOf),
    watch: of.workspace.watch.handler(async function* () {
      console.info('watched');
      yield { topics: [] };
      await new Promise(() => {});
    }),
  },
  insights: {
    today: of.insights.today.handler(() => today),
    find: of.insights.find.handler(({ input }) =>
      all
        .filter((one) => one.customer.toLowerCase().startsWith(input.text.toLowerCase()))
        .slice(0, 6)
        .map((one) => ({
          kind: 'registration' as const,
          id: one.id,
          title: one.customer,
          words: `${one.number} · ${one.partnerName}`,
        })),
    ),
  },
  registrations: {
    list: of.registrations.list.handler(({ input }) => {
      const from = Number(input.cursor ?? 0);
      const next = from + input.limit;
      return {
        items: all.slice(from, next),
        total: all.length,
        next: next < all.length ? String(next) : null,
        queues: { toDecide: 23, uncontested: 19, contested: 4, returned: 7, decided: 877 },
      };
    }),
  },
};

window.addEventListener('message', (event) => {
  const port = event.ports[0];
  if (event.data?.type !== 'tributary:connect' || port === undefined) return;
  const handler = event.data.port === 'shell' ? new RPCHandler(shellRouter) : new RPCHandler(engineRouter);
  handler.upgrade(port, { context: {} });
  port.start();
});
