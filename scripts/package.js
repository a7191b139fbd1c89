// npm run package: installers for this platform, by electron-builder (electron-builder.yml).
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildWhenStale } from './build.js';
import { electronBinaryOrDownload } from './electron-binary.js';
import { node24, root, run, tool } from './run.js';
import { setUp } from './setup.js';

await setUp();
await buildWhenStale();
const binary = await electronBinaryOrDownload(console.log);
if (binary === undefined) {
  console.error(
    'Nothing was packaged: an installer contains Electron, and its binary cannot be had here.\n' +
      'Where it can be downloaded, `npx install-electron` fetches it; then run this again.',
  );
  process.exit(1);
}
// The binary that is here, so that the packager fetches no second one.
const dist = join(root, 'node_modules', 'electron', 'dist');
const electronDist = existsSync(dist) ? dist : resolve(dirname(binary));
process.exitCode = await run(node24, [
  tool('electron-builder'),
  '--publish=never',
  `--config.electronDist=${electronDist}`,
  ...process.argv.slice(2),
]);
