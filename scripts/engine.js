// npm run --silent engine -- <workspace file> <procedure> [json]: the command line. Nothing but its answer on stdout.
import { join } from 'node:path';
import { buildWhenStale } from './build.js';
import { node24, root, run } from './run.js';
import { setUp } from './setup.js';

await setUp(console.error);
await buildWhenStale(console.error);
// Paths are meant from where npm was called.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await run(node24, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], { cwd });
