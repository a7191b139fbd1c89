// Writes the difference between the tables and the migrations as a new migration: `npm run db:generate -- what_it_does`.
// Those that are there never change: workspaces were made by them. A test holds their hashes.
import { spawnSync } from 'node:child_process';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run db:generate -- what_it_does');
  process.exit(1);
}
const made = spawnSync('drizzle-kit', ['generate', '--config', 'drizzle.config.ts', '--name', name], {
  stdio: 'inherit',
  shell: true,
});
process.exit(made.status ?? 1);
