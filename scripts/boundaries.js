// Runs dependency-cruiser over src with the rules of rooms.json; started by check.js on the repository's Node.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import swc from '@swc/core';
import { cruise } from 'dependency-cruiser';

// dependency-cruiser parses every file as TypeScript without JSX, and has no setting for it.
const { parseFileSync } = swc;
swc.parseFileSync = /** @type {typeof parseFileSync} */ (
  (file, options) => parseFileSync(file, { ...options, syntax: 'typescript', tsx: file.endsWith('.tsx') })
);

const root = resolve(process.argv[2] ?? '.');
process.chdir(root);
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const { enhancedResolveOptions, ...rest } = options;
const result = await cruise(
  ['src'],
  { ...rest, baseDir: root, validate: true, ruleSet: { forbidden } },
  enhancedResolveOptions,
);
const { modules, summary } = /** @type {import('dependency-cruiser').ICruiseResult} */ (result.output);
const ours = modules.filter(({ source }) => source.startsWith('src/')).length;
for (const { from, to, rule } of summary.violations) console.error(`${from} → ${to}: ${rule.name}`);
if (ours === 0) console.error('There is nothing in src to look at.');
console.log(
  `${ours} files of src, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} against the rules`,
);
process.exitCode = ours === 0 || summary.violations.length > 0 ? 1 : 0;
