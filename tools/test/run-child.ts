import { spawn } from 'node:child_process';

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
}

/** Runs Node with the given arguments until it ends, however it ends. */
export function runNode(
  args: readonly string[],
  { env, signal, output }: ChildOptions,
): Promise<ChildEnd> {
  const stream = output === 'kept' ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, signal, stdio: ['ignore', stream, stream] });
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
