import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// The engine's entries are built beside main, so that each finds the other by a file name in its own folder.
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' } as const;

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rollupOptions: {
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
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed window refuses an ES module preload.
        output: { entryFileNames: '[name].cjs', format: 'cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [react()],
    build: { rollupOptions: { input: { index: 'src/renderer/index.html' } }, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  },
});
