import { dirname, join } from 'node:path';
import { runNode } from '../test/run-child.ts';

// `npm run test:artefact`: packs both apps as they are shipped, with the Electron of this machine, and takes them through a
// session from outside. It takes a minute and is no part of `npm test`, which starts the same packages, refuses
// what they have to refuse, and drives a flavour of them through every session.

const root = dirname(dirname(import.meta.dirname));
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
// What follows the first failure has nothing to stand on.
const args = ['run', '--project', 'artefact', '--bail', '1', '--reporter', 'verbose'];
const { isOk } = await runNode([vitest, ...args], {
  env: process.env,
  signal: stopped.signal,
  output: 'shown',
});
process.exitCode = isOk ? 0 : 1;
