// npm run pictures: a PNG of every screen from the demo workspace, by test/e2e/pictures.ts.
import { join } from 'node:path';
import { buildWhenStale } from './build.js';
import { node24, root, run } from './run.js';
import { setUp } from './setup.js';

await setUp();
await buildWhenStale();
process.exitCode = await run(node24, [join(root, 'test', 'e2e', 'pictures.ts'), ...process.argv.slice(2)]);
