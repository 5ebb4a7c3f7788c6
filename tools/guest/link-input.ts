import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** Stands for the link on a command line; npm writes command lines into a log of its own, and a link is a secret. */
const fromInput = '-';

/** The arguments with the first line of the input in the place of `-`. The input is read only if there is one. */
export async function withLinkFromInput(
  args: readonly string[],
  input: Readable,
): Promise<readonly string[]> {
  if (!args.includes(fromInput)) return args;
  const line = await firstLine(input);
  return args.map((arg) => (arg === fromInput ? line : arg));
}

async function firstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input });
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  return '';
}
