import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One less than there are processors, as it is by itself, would be one at a time on a laptop with two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // Pure rules need no process of their own for each file.
      { test: { name: 'unit', include: ['src/**/*.test.ts'], environment: 'node', pool: 'threads', isolate: false } },
      {
        test: {
          name: 'engine',
          include: ['test/engine/**/*.test.ts', 'test/*.test.ts', 'test/electron/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          environment: 'node',
          testTimeout: 900_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
