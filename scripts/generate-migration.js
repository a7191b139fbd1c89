// Writes the difference between the tables and the migrations as a new migration: `npm run db:generate -- what_it_does`.
// Those that are there never change: workspaces were made by them. A test holds their hashes.
import { node24, run, tool } from './run.js';
import { setUp } from './setup.js';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run db:generate -- what_it_does');
  process.exit(1);
}
await setUp();
process.exitCode = await run(node24, [
  tool('drizzle-kit'),
  'generate',
  '--config',
  'drizzle.config.ts',
  '--name',
  name,
]);
