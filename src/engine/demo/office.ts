import fs from 'node:fs';
import path from 'node:path';
import { ORPCError, type RouterClient } from '@orpc/server';
import type { router } from '../router.ts';
import type { ReadDb } from '../store/db.ts';
import type { Agenda } from './agenda.ts';
import type { DemoWorld } from './demo-world.ts';

export type Client = RouterClient<typeof router>;

/** The vendor's office for two years: who decides, what the CRM holds, what is still to happen. */
export interface Office {
  readonly client: Client;
  readonly db: ReadDb;
  /** Where the files lie that are imported. */
  readonly folder: string;
  readonly now: { at: number; actor: string };
  readonly diary: Agenda;
  readonly world: DemoWorld;
  readonly seed: number;
}

/** Writes files, previews them as one batch and commits it. */
export async function importFiles(office: Office, files: Record<string, Uint8Array>, asOf: number): Promise<void> {
  const paths = Object.entries(files).map(([name, body]) => {
    const file = path.join(office.folder, name);
    // Some file systems wait for the disk where a file is written over; they do not for one that is new.
    fs.rmSync(file, { force: true });
    fs.writeFileSync(file, body);
    return file;
  });
  const preview = await office.client.exchange.preview({ files: paths, asOf: isoDay(asOf) });
  if (preview.counts.wrong > 0) {
    const first = preview.issues[0];
    throw new Error(
      `expected the demo's own files to be right, found ${preview.counts.wrong} wrong rows: ${first?.message} (row ${first?.row})`,
    );
  }
  await office.client.exchange.commit({ batch: preview.batch });
}

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What the rules no longer allow by then (a lapsed protection, say) simply does not happen. */
export async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ORPCError) || !['NOT_DECIDABLE', 'REFUSED'].includes(error.code)) throw error;
  }
}
