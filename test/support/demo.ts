import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const CACHE = path.join(ROOT, '.cache');
const BUILDING_MS = 240_000;

/** Says which program a demo was built by: the content of the built engine and of the migrations. */
function builtBy(): string {
  const hash = createHash('sha256');
  for (const folder of ['out/main', 'resources/migrations']) {
    for (const name of fs.readdirSync(path.join(ROOT, folder)).sort()) {
      const file = path.join(ROOT, folder, name);
      if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The demo workspace of the present build, made once and shared by all tests; copy it before you change it. */
export async function demoFile(): Promise<string> {
  const file = path.join(CACHE, `demo-${builtBy()}.tributary`);
  fs.mkdirSync(CACHE, { recursive: true });
  const claim = `${file}.claim`;
  for (const until = Date.now() + BUILDING_MS; !fs.existsSync(file); ) {
    if (claimed(claim)) {
      try {
        build(file);
      } finally {
        fs.rmSync(claim, { recursive: true });
      }
    } else if (Date.now() > until) {
      throw new Error(`expected the demo to be built meanwhile; if nobody builds it, remove ${claim}`);
    } else await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return file;
}

function claimed(claim: string): boolean {
  const age = fs.existsSync(claim) ? Date.now() - fs.statSync(claim).mtimeMs : 0;
  if (age > BUILDING_MS) fs.rmSync(claim, { recursive: true });
  return fs.mkdirSync(claim, { recursive: true }) !== undefined;
}

function build(file: string): void {
  for (const old of fs.readdirSync(CACHE)) {
    if (/^demo-.*\.tributary(-.*)?$/.test(old)) fs.rmSync(path.join(CACHE, old), { recursive: true });
  }
  const made = spawnSync('node', [path.join(ROOT, 'out/main/cli.js'), file, 'workspace.demo', '{}'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`expected the demo to be built, found ${made.stderr}`);
}
