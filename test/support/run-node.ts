import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A program of ours in a process of its own, which ends with the test at the latest. */
export interface NodeProcess {
  readonly child: ChildProcess & { readonly pid: number };
  /** The next line that it writes; null when it has ended. */
  nextLine(): Promise<string | null>;
  /** All further lines, once it has ended. */
  rest(): Promise<readonly string[]>;
  kill(): Promise<void>;
}

export function startNode(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): NodeProcess {
  const child = spawn(process.execPath, [script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} did not start`);
  const nextLine = async (): Promise<string | null> => {
    const next = await lines.next();
    return next.done === true ? null : next.value;
  };
  return {
    child: Object.assign(child, { pid }),
    nextLine,
    rest: async () => {
      const all: string[] = [];
      for (let line = await nextLine(); line !== null; line = await nextLine()) all.push(line);
      await exited;
      return all;
    },
    kill,
  };
}
