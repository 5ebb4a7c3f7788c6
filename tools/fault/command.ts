import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runNode } from '../test/run-child.ts';

// npm run test:fault [-- --json FILE] [--times N] [--every N]: kills, full disk, damage and power loss, in the numbers that a
// claim needs: N of each kind (1000; of kills in the middle of long work a fifth), and a kill and the power going at every
// Nth call (1); and bad inputs to every call of the bridge, ten times as many for each. The same tests are part of
// `npm test`, in smaller numbers.

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    times: { type: 'string', default: '1000' },
    every: { type: 'string', default: '1' },
  },
});
const root = dirname(dirname(import.meta.dirname));
const folder = mkdtempSync(join(tmpdir(), 'quietroom-fault-'));
const report = join(folder, 'report');
writeFileSync(report, '');
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}

try {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const vaults = ['test/fault', 'test/integration/vault/kill', 'test/integration/vault/full-disk'];
  const what = [...vaults, 'test/main/ipc/register.fuzz'];
  const { isOk } = await runNode([vitest, 'run', ...what], {
    env: {
      ...process.env,
      QUIETROOM_KILLS: values.times,
      QUIETROOM_DAMAGES: values.times,
      QUIETROOM_INPUTS: String(10 * Number(values.times)),
      QUIETROOM_POWER_EVERY: values.every,
      QUIETROOM_KILL_EVERY: values.every,
      QUIETROOM_POWER_SAVES: '5',
      QUIETROOM_POWER_TORN: '2',
      QUIETROOM_FAULT_REPORT: report,
    },
    signal: stopped.signal,
    output: 'shown',
  });
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  const campaigns = lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
  const { node, platform, arch } = { ...process, node: process.versions.node };
  const whole = { name: 'fault', node, platform, arch, ok: isOk, campaigns };
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(whole, null, 2)}\n`);
  }
  for (const campaign of campaigns) console.log(JSON.stringify(campaign));
  process.exitCode = isOk ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
