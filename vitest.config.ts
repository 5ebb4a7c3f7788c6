import { defineConfig } from 'vitest/config';

// One project per kind of test: `unit` needs nothing but Node, `integration` real parts (worker, keyring, Chromium,
// Electron), each started by the test that needs it.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/{integration,e2e,fault}/**'],
          // Generous, because a busy machine is no failure: no test here measures time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,e2e,fault}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
