import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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
