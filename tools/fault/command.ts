import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runNode } from '../test/run-child.ts';
import { faultParts, readParts } from './fault-parts.ts';
import { totalsOf, type Campaign } from './fault-report.ts';

// npm run test:fault [-- PART...] [--json FILE] [--times N] [--every N] [--power-part K/N] [--folder DIR]: kills, full disk, damage and power
// loss, in the numbers that a claim needs: N of each kind (1000; of kills in the middle of long work a fifth), and a kill and the power going at
// every Nth call (1); and bad inputs to every call of the bridge, ten times as many for each. Only the parts that are named
// (fault-parts.ts), or all. The same tests are part of `npm test`, in smaller numbers.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    times: { type: 'string', default: '1000' },
    every: { type: 'string', default: '1' },
    // Which part of how many of what the power does, such as `2/4`: all of it takes half an hour on a small machine.
    'power-part': { type: 'string', default: '1/1' },
    folder: { type: 'string', default: quickFolder() },
  },
});
const parts = readParts(positionals);
const root = dirname(dirname(import.meta.dirname));
const folder = mkdtempSync(join(values.folder, 'quietroom-fault-'));
const [report, work] = [join(folder, 'report'), join(folder, 'work')];
writeFileSync(report, '');
mkdirSync(work);
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}

try {
  const startedAtMs = performance.now();
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { isOk } = await runNode([vitest, 'run', ...parts.flatMap((part) => faultParts[part])], {
    env: {
      ...process.env,
      TMPDIR: work,
      // Thousands of processes load the same modules.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      QUIETROOM_KILLS: values.times,
      QUIETROOM_DAMAGES: values.times,
      QUIETROOM_INPUTS: String(10 * Number(values.times)),
      QUIETROOM_POWER_EVERY: values.every,
      QUIETROOM_KILL_EVERY: values.every,
      QUIETROOM_POWER_PART: values['power-part'],
      QUIETROOM_POWER_SAVES: '5',
      QUIETROOM_POWER_TORN: '2',
      QUIETROOM_FAULT_REPORT: report,
    },
    signal: stopped.signal,
    output: 'shown',
  });
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  // Written by the tests, one line each.
  const campaigns = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Campaign);
  const { node, platform, arch } = { ...process, node: process.versions.node };
  const { times, every } = values;
  const whole = {
    name: 'fault',
    node,
    platform,
    arch,
    asked: { parts, times: Number(times), every: Number(every), powerPart: values['power-part'] },
    seconds: Math.round((performance.now() - startedAtMs) / 1000),
    ok: isOk,
    totals: totalsOf(campaigns),
    campaigns,
  };
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(whole, null, 2)}\n`);
  }
  for (const campaign of campaigns) console.log(JSON.stringify(campaign));
  console.log(JSON.stringify(whole.totals));
  process.exitCode = isOk ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * In memory, where there is a folder that is and has a gigabyte left: what a process wrote outlives its kill there as well, power goes in a
 * model, and nothing here waits for a disk thousands of times.
 */
function quickFolder(): string {
  const inMemory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize > 1024 ** 3 ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}
