import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page as it is, answered by `fake-engine.ts` in the page itself: for looking at parts before and without an engine.
// `npx vite --config test/renderer/preview/vite.config.ts`, then / is the application and /gallery.html the parts.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5199,
    strictPort: true,
    fs: { allow: [resolve(import.meta.dirname, '../../..')] },
  },
  optimizeDeps: { include: ['react', 'react-dom/client', '@mantine/core', '@mantine/charts', 'recharts'] },
});
