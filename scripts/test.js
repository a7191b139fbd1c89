// npm test: sets up, checks, builds, runs every test. The last line counts them: `N passed, N failed`.
// With --project names of vitest.config.ts, only those tests and no checks: npm run test:unit.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './build.js';
import { check } from './check.js';
import { node24, root, run, tool } from './run.js';
import { setUp } from './setup.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string', multiple: true, default: [] } },
});
/** What runs each time; what takes longer is `npm run test:long`. */
const EVERY_TIME = ['unit', 'engine', 'e2e'];
const results = join(root, '.cache', 'test-results.json');

await setUp();
const everything = values.project.length === 0 && positionals.length === 0;
const clean = everything ? await check() : true;
await buildWhenStale();
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(results, { force: true });
const code = await run(node24, [
  tool('vitest'),
  'run',
  ...(values.project.length > 0 ? values.project : EVERY_TIME).map((name) => `--project=${name}`),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...positionals,
]);
const { passed, failed } = count();
if (!clean) console.log('The checks failed; what they found is above.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = clean && code === 0 && failed === 0 && passed > 0 ? 0 : 1;

/** A file that cannot even be loaded counts as one test that failed; no results at all, as well. */
function count() {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  let told;
  try {
    told = JSON.parse(readFileSync(results, 'utf8'));
  } catch (error) {
    console.error('The tests left no results:', error);
    return { passed: 0, failed: 1 };
  }
  const unloaded = told.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );
  return { passed: told.numPassedTests, failed: told.numFailedTests + unloaded.length };
}
