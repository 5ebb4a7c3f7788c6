import { defineConfig } from 'vitest/config';

/** Tests of real parts in which no media flows, and nothing else that a busy machine would delay noticeably. */
const patient = [
  'test/fault/**/*.test.ts',
  'test/e2e/gallery/**/*.test.ts',
  'test/integration/{exports,keychain,vault}/**/*.test.ts',
  'test/e2e/electron/{attack,damaged-vault,ipc,node-api-copy,note,package,page-policy,permissions}.test.ts',
  'test/e2e/electron/{saving,search,server-choice,start,typed-words,vault,window}.test.ts',
];

// One project per kind of test: `unit` needs nothing but Node, `integration` and `patient` real parts (worker, keyring,
// Chromium, Electron), each started by the test that needs it; `artefact` whole packages (`npm run test:artefact`).
const real = { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/{artefact,integration,e2e,fault}/**'],
          // Generous, because a busy machine is no failure: no test here measures time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,e2e}/**/*.test.ts'],
          exclude: patient,
          ...real,
        },
      },
      { test: { name: 'patient', include: patient, ...real } },
      { test: { name: 'artefact', include: ['test/artefact/**/*.test.ts'], ...real } },
    ],
  },
});
