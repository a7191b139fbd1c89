import react from '@vitejs/plugin-react';
import type { UserConfig } from 'electron-vite';
import type { Plugin } from 'vite';

// The engine's entries are built beside main, so that each finds the other by a file name in its own folder.
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' } as const;

// Our sources are modules and make their own `require`; electron-vite's shims would declare a second one.
const withoutShims: Plugin = {
  name: 'without-commonjs-shims',
  configResolved({ plugins }) {
    const shims = plugins.find(({ name }) => name === 'vite:esm-shim');
    if (shims === undefined) throw new Error('expected the plugin vite:esm-shim of electron-vite, found none');
    delete shims.renderChunk;
  },
};

// Packages of many small files go into the bundle: each of the engine's threads would otherwise read hundreds of them
// at every start (drizzle-orm alone took half of it). Packages with binaries or data files of their own stay outside.
const bundled = [
  '@orpc/client',
  '@orpc/contract',
  '@orpc/server',
  'any-ascii',
  'canonicalize',
  'dinero.js',
  'drizzle-orm',
  'fflate',
  'saxes',
  'temporal-polyfill',
  'tldts',
  'zod',
];

export default {
  main: {
    plugins: [withoutShims],
    build: {
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          engine: 'src/engine/index.ts',
          pool: 'src/engine/jobs/pool-worker.ts',
          cli: 'src/engine/cli.ts',
        },
        output: flat,
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed window refuses an ES module preload.
        output: { entryFileNames: '[name].cjs', format: 'cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    // Replaced by a fresh nonce in every answer of app:// (src/main/shell/app-protocol.ts).
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [react()],
    build: {
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
} satisfies UserConfig;
