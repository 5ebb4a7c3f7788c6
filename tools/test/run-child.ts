import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export interface ChildEnd {
  readonly isOk: boolean;
  /** What it wrote, if that was kept. */
  readonly output: string;
}

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** `kept`: to show it later, if at all; `shown`: at once. */
  readonly output: 'kept' | 'shown';
  /** Whether it, and whatever it starts, only gets what others leave of the processors. */
  readonly givesWay?: boolean;
}

/** Runs Node with the given arguments until it ends, however it ends. */
export function runNode(
  args: readonly string[],
  { env, signal, output, givesWay = false }: ChildOptions,
): Promise<ChildEnd> {
  const stream = output === 'kept' ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, signal, stdio: ['ignore', stream, stream] });
    if (givesWay && child.pid !== undefined)
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let text = '';
    const keep = (chunk: string): void => {
      text += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      text += error.message;
    });
    child.on('close', (code) => {
      resolve({ isOk: code === 0, output: text });
    });
  });
}
