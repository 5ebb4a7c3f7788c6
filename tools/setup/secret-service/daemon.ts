import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { RunAs } from './private-folder.ts';

/** How long a daemon may take to come up or to go. They take some tens of milliseconds. */
const patienceMs = 10_000;

export interface DaemonOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly runAs: RunAs | undefined;
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
}

/** A program that runs until it is stopped. */
export interface Daemon {
  /** Waits for the condition. @throws Error with what the daemon wrote, when it ends or takes too long */
  until(condition: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

export function startDaemon(
  command: string,
  args: readonly string[],
  { env, runAs, input }: DaemonOptions,
): Daemon {
  // The kernel ends it with us, whatever becomes of us.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...runAs,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.on('error', (error) => {
    said += error.message;
  });
  // A daemon that ended early tells why on its standard error; the broken pipe would only hide it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  return {
    until: async (condition) => {
      const giveUpAt = performance.now() + patienceMs;
      while (!(await condition())) {
        if (hasEnded(child) || performance.now() > giveUpAt) {
          throw new Error(`${command} did not come up: ${said.trim() || 'it said nothing'}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: () => stopChild(child),
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await exited;
  clearTimeout(impatient);
}
