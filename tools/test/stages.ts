import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSecretService } from '../setup/secret-service/private-secret-service.ts';
import { findMemoryFolder, memoryFolderVariable } from './memory-folder.ts';
import { runNode } from './run-child.ts';
import { runPool } from './run-pool.ts';
import {
  addTallies,
  emptyTally,
  settleTally,
  tally,
  tallyFileVariable,
  type Tally,
} from './tally.ts';

/** What a stage gets: where to say how it went, and what stops it. */
interface StageTools {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Part of `npm test`. The first one with a failure is the last one that runs. */
export type Stage = (tools: StageTools) => Promise<Tally>;

/** Scripts of package.json, so that `npm run NAME` does the same. */
const checkScripts = ['types', 'lint', 'format:check', 'knip'] as const;

/** Two, because the machines that this runs on may have no more cores. */
const checksAtOnce = 2;

/** Types, lint, format and unused code: no tests, so they count only when they fail. */
export const runChecks: Stage = async ({ signal, say }) => {
  const results = await runPool(
    checkScripts.map((name) => () => runQuietly(name, ['--run', name], { signal, say })),
    checksAtOnce,
  );
  return { ...emptyTally, failed: results.filter((isOk) => !isOk).length };
};

/** The apps and the guest page, which the browser and Electron tests run. */
export const runBuild: Stage = async ({ root, signal, say }) => {
  const script = join(root, 'tools/build/command.ts');
  const isOk = await runQuietly('build', [script], { signal, say });
  return { ...emptyTally, failed: isOk ? 0 : 1 };
};

/** Tests that need nothing but Node. Only what fails is shown. */
export const runUnit: Stage = (tools) => {
  const folder = findMemoryFolder();
  const env = folder === null ? process.env : { ...process.env, [memoryFolderVariable]: folder };
  return runVitest(['--project', 'unit', '--reporter', 'minimal'], env, tools);
};

/**
 * Tests of real parts. Those of media wait most of their time; meanwhile the patient ones run on what they leave of the
 * machine, and say how it went when they are through.
 */
export const runIntegration: Stage = async (tools) => {
  const [media, patient] = await Promise.all([
    runProject('integration', tools),
    runProject('patient', tools, { isPatient: true }),
  ]);
  return addTallies(media, patient);
};

/** One project of vitest's, with a keyring of its own on Linux. */
function runProject(name: string, tools: StageTools, how: RunHow = {}): Promise<Tally> {
  return withKeyring((env) =>
    runVitest(['--project', name, '--reporter', 'default'], env, tools, how),
  );
}

/** Tests of either kind whose path contains one of `filters`. */
export function runSelected(filters: readonly string[]): Stage {
  return (tools) =>
    withKeyring((env) => runVitest(['--reporter', 'default', ...filters], env, tools));
}

async function withKeyring(run: (env: NodeJS.ProcessEnv) => Promise<Tally>): Promise<Tally> {
  if (process.platform !== 'linux') return run(process.env);
  const keyring = await startSecretService();
  try {
    return await run({ ...process.env, ...keyring.env });
  } finally {
    await keyring.close();
  }
}

async function runQuietly(
  name: string,
  args: readonly string[],
  { signal, say }: Pick<StageTools, 'signal' | 'say'>,
): Promise<boolean> {
  const startedAt = performance.now();
  const end = await runNode(args, { env: process.env, signal, output: 'kept' });
  const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  if (end.isOk) say(`${name}: ok (${took})`);
  else say(`${end.output.trimEnd()}\n${name}: failed (${took})`);
  return end.isOk;
}

interface RunHow {
  /** Gives way to everything else on the machine; its output comes in one piece at its end. */
  readonly isPatient?: boolean;
}

async function runVitest(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { root, signal, say }: StageTools,
  { isPatient = false }: RunHow = {},
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-tally-'));
  const file = join(folder, 'tally.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = ['--reporter', join(root, 'tools/test/tally-reporter.ts')];
  // A log has no use for colours, and vitest does not always notice that it writes one.
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  try {
    const end = await runNode([vitest, 'run', ...args, ...reporter], {
      env: { ...env, ...colours, [tallyFileVariable]: file },
      signal,
      ...(isPatient ? { output: 'kept', givesWay: true } : { output: 'shown' }),
    });
    if (isPatient) say(end.output.trimEnd());
    return settleTally(readTally(file), end.isOk);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that crashed left none. */
function readTally(file: string): Tally | null {
  try {
    return tally.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
