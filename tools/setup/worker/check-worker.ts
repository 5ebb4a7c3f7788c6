import { tailOf, type Machine } from '../machine.ts';

/** What a mediasoup-worker answers when it is started by anything but its Node library (its main.cpp). */
const notMyFather = 41;

/**
 * Whether a binary is a mediasoup-worker that runs on this machine; catches another architecture and missing libraries.
 * @returns null if so, else what happened
 */
export async function checkWorker(machine: Machine, path: string): Promise<string | null> {
  if (!machine.isExecutable(path)) return `${path} is not an executable file`;
  // Without any environment it cannot mistake us for the library.
  const result = await machine.run(path, [], { env: {}, timeoutMs: 15_000 });
  if (result.exitCode === notMyFather) return null;
  return `${path} does not run as a mediasoup-worker here: ${tailOf(result, 2)}`;
}
