import { dirname } from 'node:path';
import { runBuild, runChecks, runIntegration, runSelected, runUnit, type Stage } from './stages.ts';
import { addTallies, countLine, emptyTally, listSkipped, type Tally } from './tally.ts';

// `npm test`: everything. `npm test -- FILE…`: only the tests whose path contains FILE, without the checks.

const filters = process.argv.slice(2);
const stages: Readonly<Record<string, Stage>> =
  filters.length > 0
    ? { build: runBuild, tests: runSelected(filters) }
    : { checks: runChecks, build: runBuild, unit: runUnit, integration: runIntegration };

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
  });
}

const root = dirname(dirname(import.meta.dirname));
const say = (line: string): void => {
  console.log(line);
};

/** A stage that breaks has failed; the count must come out all the same. */
async function runStage(run: Stage): Promise<Tally> {
  try {
    return await run({ root, signal: stopped.signal, say });
  } catch (error) {
    say(String(error));
    return { ...emptyTally, failed: 1 };
  }
}

let total = emptyTally;
for (const [name, run] of Object.entries(stages)) {
  if (filters.length === 0) say(`\n== ${name}`);
  total = addTallies(total, await runStage(run));
  if (total.failed > 0) {
    say(`\nStopped after ${name}: what comes after it was not run.`);
    break;
  }
}

say('');
for (const line of listSkipped(total)) say(line);
say(countLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
