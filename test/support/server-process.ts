import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerConfigInput } from '../../server/config/server-config.ts';

const entry = join(import.meta.dirname, '../../server/index.ts');

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ServerProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  output(): string;
  /** Resolves once the output contains `text`. @throws Error when the process ends before */
  saw(text: string): Promise<void>;
}

/** Runs `node server/index.ts` as an operator does, with a configuration file in `folder`. */
export function runServer(
  folder: string,
  config: ServerConfigInput,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ServerProcess {
  const configFile = join(folder, 'server.json');
  writeFileSync(configFile, JSON.stringify(config));
  const child = spawn(process.execPath, [entry, ...args, configFile], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      text += data.toString('utf8');
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => text,
    saw: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.includes(wanted)) resolve();
        };
        child.stdout.on('data', look);
        void ended.then(() => {
          reject(new Error(`the server ended before it said ${wanted}: ${text}`));
        });
        look();
      }),
  };
}
