import { join } from 'node:path';
import { startNode } from '../../support/run-node.ts';

const steps = join(import.meta.dirname, 'fixtures/vault-steps.ts');

/** Takes an entry out of the keychain, or puts one in, in a process of its own. */
export const entryScript = join(import.meta.dirname, 'fixtures/keychain-entry.ts');

/** How a vault shows itself that a Secret Service has opened. */
export const open = { state: 'open', cipher: 'aegis-256', keychain: 'Secret Service' };

/** The environment without anything that leads to a bus of the machine. */
export const noBus: NodeJS.ProcessEnv = {
  ...process.env,
  DBUS_SESSION_BUS_ADDRESS: undefined,
  XDG_RUNTIME_DIR: undefined,
};

/** What the calls of one start of the app were answered, and a last line about the time that they took. */
export async function run(
  env: NodeJS.ProcessEnv,
  dataFolder: string,
  ...calls: readonly string[]
): Promise<readonly unknown[]> {
  const lines = await startNode(steps, [dataFolder, ...calls], env).rest();
  return lines.map((line): unknown => JSON.parse(line));
}

/** What the calls were answered, without the line about time. */
export async function answers(...args: Parameters<typeof run>): Promise<readonly unknown[]> {
  return (await run(...args)).slice(0, -1);
}
