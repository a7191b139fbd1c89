// npm run dev: the application with the page from Vite's server (hot reload); main and engine are rebuilt and started
// again when they change.
import { join } from 'node:path';
import { node24, root, run } from './run.js';
import { setUp } from './setup.js';

await setUp();
const server = join(root, 'scripts', 'dev-server.js');
// Everything from here on is Node 24 and packages.
process.exitCode = await run(node24, [server, ...process.argv.slice(2)]);
