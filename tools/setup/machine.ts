import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** How a program ended. Programs that cannot be started, time out or fail are results too, never exceptions. */
export interface RunResult {
  readonly ok: boolean;
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Hears each line as it comes, for progress. */
  readonly onLine?: (line: string) => void;
}

/** What the set-up steps know of the machine they run on, and may do to it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** 0 for root; null where there are no such numbers. */
  readonly userId: number | null;
  /** Aborted when set-up is to stop; programs that run are ended by then. */
  readonly signal: AbortSignal;
  isExecutable(path: string): boolean;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** One line to the person at the terminal: what is being done, and why. */
  say(line: string): void;
}

/** This machine. `signal` ends every program that was started. */
export function createMachine(signal: AbortSignal): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    home: homedir(),
    userId: process.getuid?.() ?? null,
    signal,
    isExecutable,
    run: (command, args, options = {}) => runProgram(command, args, { ...options, signal }),
    say: (line) => process.stderr.write(`set-up: ${line}\n`),
  };
}

/** The first folder of the PATH that has `name`, as a full path. */
export function findOnPath(machine: Machine, name: string): string | null {
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = folders.map((folder) => join(folder, name));
  return paths.find((path) => machine.isExecutable(path)) ?? null;
}

/** The last lines of what a program wrote, for an error message; stack traces say nothing to who reads it. */
export function tailOf({ output }: RunResult, lineCount = 6): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /u.test(line));
  return lines.slice(-lineCount).join('\n    ') || 'it said nothing';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function runProgram(
  command: string,
  args: readonly string[],
  { signal, env, cwd, timeoutMs, onLine }: RunOptions & { signal: AbortSignal },
): Promise<RunResult> {
  const signals = timeoutMs === undefined ? [signal] : [signal, AbortSignal.timeout(timeoutMs)];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: env ?? process.env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.any(signals),
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
    child.on('error', (error) => {
      output += error.name === 'AbortError' ? '\nstopped: it took too long' : `\n${error.message}`;
    });
    child.on('close', (exitCode) => {
      resolve({ ok: exitCode === 0, exitCode, stdout, output });
    });
  });
}
