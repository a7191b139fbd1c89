// npm run bench [-- suite]: runs test/bench/<suite>.bench.ts, every one without a name.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from './build.js';
import { node24, root, run } from './run.js';
import { setUp } from './setup.js';

const ENDING = '.bench.ts';
const folder = join(root, 'test', 'bench');
const all = readdirSync(folder)
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length));
const [asked, ...args] = process.argv.slice(2);
const suites = asked === undefined ? all : [asked];

if (suites.length === 0 || !suites.every((suite) => existsSync(join(folder, `${suite}${ENDING}`)))) {
  console.error(`There is no suite ${asked ?? ''} in test/bench. There are: ${all.join(', ') || 'none'}.`);
  process.exit(2);
}
await setUp();
await buildWhenStale();
for (const suite of suites) {
  const code = await run(node24, ['--expose-gc', join(folder, `${suite}${ENDING}`), ...args]);
  if (code !== 0) process.exitCode = code;
}
