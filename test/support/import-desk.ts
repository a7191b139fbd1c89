import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { exchangeContract } from '../../src/contract/exchange.ts';
import type { Answer, Asked } from '../../src/contract/handler.ts';
import type { BatchId, Moment } from '../../src/contract/units.ts';
import type { EngineContext } from '../../src/engine/context.ts';
import { commit, issues, preview, rows, undo } from '../../src/engine/exchange/index.ts';
import type { Progress } from '../../src/engine/jobs/progress.ts';
import { grantList, outsideOf } from '../../src/engine/store/outside.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from './workspace.ts';

type PreviewInput = z.input<NonNullable<(typeof exchangeContract.preview)['~orpc']['inputSchema']>>;

type Previewed = Answer<'exchange', 'preview'> & { readonly batch: BatchId };

/** A desk at which files are written and imported, as from the command line. */
export interface ImportDesk {
  readonly workspace: ScratchWorkspace;
  readonly context: EngineContext;
  readonly folder: string;
  readonly progress: Progress[];
  /** Moves the desk's clock. */
  at(moment: Moment): void;
  /** Writes a file; its path. */
  file(name: string, content: string | Uint8Array): string;
  preview(input: PreviewInput, signal?: AbortSignal): Promise<Previewed>;
  commit(batch: string, signal?: AbortSignal): Promise<Answer<'exchange', 'commit'>>;
  /** Previews and commits at once. */
  take(...files: PreviewInput['files']): Promise<Answer<'exchange', 'commit'>>;
  undo(batch: string): Promise<Answer<'exchange', 'undo'>>;
  rows(
    batch: string,
    filter?: NonNullable<Asked<'exchange', 'rows'>['filter']>,
  ): Promise<Answer<'exchange', 'rows'>['items']>;
  issues(batch: string): Promise<Answer<'exchange', 'issues'>['items']>;
  close(): Promise<void>;
}

/** Opens a desk on an empty trial workspace. */
export function importDesk(options: Parameters<typeof scratchWorkspace>[0] = {}): ImportDesk {
  const workspace = scratchWorkspace(options);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-desk-'));
  const progress: Progress[] = [];
  let now = moment('2026-10-05T09:00Z');
  const context: EngineContext = {
    db: workspace.db,
    writeDb: workspace.db,
    via: 'command line',
    outside: outsideOf(grantList(), 'command line'),
    progress: {
      tell: (told) => void progress.push(told),
      listen: () => {
        throw new Error('expected nobody to listen');
      },
      close: () => undefined,
    },
    notices: undefined,
    resources: '',
    moment: () => now,
  };
  const checked = (input: PreviewInput): Asked<'exchange', 'preview'> => {
    const schema = exchangeContract.preview['~orpc'].inputSchema;
    if (schema === undefined) throw new Error('expected preview to have an input');
    return schema.parse(input);
  };
  const all = { limit: 1_000 } as const;
  const desk: ImportDesk = {
    workspace,
    context,
    folder,
    progress,
    at(next) {
      now = next;
    },
    file(name, content) {
      const target = path.join(folder, name);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, content);
      return target;
    },
    preview: async (input, signal) => (await preview(context, checked(input), signal)) as Previewed,
    commit: (batch, signal) => commit(context, { batch: batch as BatchId }, signal),
    async take(...files) {
      const { batch } = await desk.preview({ files });
      return desk.commit(batch);
    },
    undo: (batch) => undo(workspace.db, { batch: batch as BatchId }, now),
    rows: async (batch, filter = {}) => {
      const input = { batch: batch as BatchId, filter, ...all };
      return (await rows(workspace.db, input)).items;
    },
    issues: async (batch) => (await issues(workspace.db, { batch: batch as BatchId, ...all })).items,
    async close() {
      await workspace.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
  return desk;
}

/** A CSV of these columns and rows. */
export const csv = (columns: string, ...lines: string[]): string => `${[columns, ...lines].join('\n')}\n`;
