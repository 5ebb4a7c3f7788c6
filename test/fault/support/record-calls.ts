import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { callsBelow, readTraces, tracedCalls, type FileCall } from './file-calls.ts';

/** Whether the calls of a process can be written down here. */
export const canRecord =
  process.platform === 'linux' &&
  spawnSync('strace', ['-o', '/dev/null', process.execPath, '--version']).status === 0;

/** Behind the name of what cannot run without. */
export const recordNote = skipNote(
  canRecord ? null : 'needs Linux and strace, which may watch processes',
);

export interface Recording {
  /** The calls of all threads of the process, on what lies below the folder. */
  readonly calls: readonly FileCall[];
  /** What the process said, as another process heard it. */
  readonly heard: readonly string[];
}

/** Runs a script of ours under strace. `args[0]`: the folder whose calls count. */
export function recordCalls(
  script: string,
  workFolder: string,
  args: readonly [string, ...string[]],
): Recording {
  const traces = join(workFolder, 'traces');
  mkdirSync(traces);
  const strace = ['-ff', '-ttt', '-xx', '-y', '-s', '100000000', '-e', `trace=${tracedCalls}`];
  const ran = spawnSync(
    'strace',
    [...strace, '-o', join(traces, 'of'), process.execPath, script, ...args],
    // What it keeps of its compiling is no file of the vault, and is written by calls that no file of it is.
    { encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: undefined } },
  );
  if (ran.status !== 0) throw new Error(`the watched process failed: ${ran.stderr}`);
  const threads = readdirSync(traces).map((name) => readFileSync(join(traces, name), 'latin1'));
  return {
    calls: callsBelow(args[0], readTraces(threads)),
    heard: ran.stdout.trim().split('\n'),
  };
}
