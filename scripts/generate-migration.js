// Makes the migration files from the tables. Until the first release the initial migration is made anew each time;
// after it, drizzle-kit writes the difference as a new file and released ones never change.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const folder = 'resources/migrations';
for (const name of fs.readdirSync(folder)) fs.rmSync(`${folder}/${name}`, { recursive: true });
const made = spawnSync('drizzle-kit', ['generate', '--config', 'drizzle.config.ts', '--name', 'initial'], {
  stdio: 'inherit',
  shell: true,
});
if (made.status !== 0) process.exit(made.status ?? 1);
const guards = fs.readFileSync('src/engine/journal/guards.sql', 'utf8');
fs.appendFileSync(`${folder}/0000_initial.sql`, `\n--> statement-breakpoint\n${guards}`);
