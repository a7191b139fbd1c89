import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole, type WholeTable } from '../../src/engine/formats/read-table.ts';
import type { ReadOptions, Row } from '../../src/engine/formats/table.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');

/** Path of a folder of `../shared/data`; says that tests are skipped when it is not there. */
export function sharedFolder(folder: string): {
  readonly path: string;
  readonly absent: boolean;
  readonly files: readonly string[];
} {
  const path = join(DATA, folder);
  const absent = !existsSync(path);
  if (absent) console.log(`skipped: ../shared/data/${folder} not present`);
  return { path, absent, files: absent ? [] : readdirSync(path).sort() };
}

/** The one table of a file, by its path or its bytes. */
export async function readOne(from: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<WholeTable> {
  const { tables, refused } = await readWhole(from, { name: 'file.csv', ...options });
  const [table] = tables;
  if (table === undefined)
    throw new Error(`expected a table, found ${refused.map(({ message }) => message).join(' ')}`);
  return table;
}

/** The one table of a CSV with this text. */
export const readText = (text: string, options: Partial<ReadOptions> = {}): Promise<WholeTable> =>
  readOne(Buffer.from(text), options);

export const cellsOf = ({ rows }: { rows: readonly Row[] }) => rows.map(({ cells }) => cells);

export const codesOf = ({ issues }: Pick<WholeTable, 'issues'>) => issues.map(({ code }) => code);

/** `code row`, as a sentence of what is wrong where. */
export const rowIssues = ({ rows }: Pick<WholeTable, 'rows'>) =>
  rows.flatMap(({ issues }) => issues ?? []).map(({ code, row }) => `${code} ${row}`);
