// npm run check [-- types lint boundaries unused]: everything that is checked without running anything of ours.
import { isStarted, root, Stop } from './run.js';
import { setUp } from './setup.js';

/**
 * Runs the named checks, all without a name, and prints what each found.
 *
 * @param {readonly string[]} [names]
 * @returns {Promise<boolean>} whether all passed
 */
export async function check(names = []) {
  const { checks } = await import('./checks.js');
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0)
    throw new Stop(`There is no check ${unknown[0]}. There are: ${Object.keys(checks).join(', ')}.`);
  let passed = true;
  for (const [name, look] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const began = performance.now();
    const { ok, output } = await look(root);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (!ok) console.log(output);
    console.log(`${ok ? 'passed' : 'FAILED'}  ${name}  ${seconds} s${ok ? `  ${output}` : ''}`);
    passed &&= ok;
  }
  return passed;
}

if (isStarted(import.meta.url)) {
  await setUp();
  process.exitCode = (await check(process.argv.slice(2))) ? 0 : 1;
}
