import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the demo workspace of this very program is kept: by version and by the tables it was built with, so that a
 * program whose tables have changed builds its own instead of failing on an older one.
 *
 * @param folder     absolute path of the settings folder
 * @param resources  absolute path of the resources, which hold the migrations
 */
export function demoFileOf(folder: string, version: string, resources: string): string {
  const hash = createHash('sha256');
  const migrations = join(resources, 'migrations');
  for (const name of readdirSync(migrations).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(migrations, name)));
  }
  return join(folder, `demo-${version}-${hash.digest('hex').slice(0, 8)}.tributary`);
}
