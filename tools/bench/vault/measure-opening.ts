import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MainSide } from '../../../main/main-side.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import { ask } from './ipc-delay.ts';

/**
 * From the key to the list of clients, as the page asks for both: each time by a main side that has just started, of a vault
 * whose files the system has forgotten. In ms.
 */
export async function measureOpenings(
  dataFolder: string,
  recoveryKey: string,
  times: number,
  startSide: () => MainSide,
): Promise<readonly number[]> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const side = startSide();
    try {
      // The thread has loaded what it runs, as it has when somebody types a key.
      await ask(side, 'vault.status', {});
      forgetFiles(publishedVault(dataFolder).folder);
      const startedAtMs = performance.now();
      await ask(side, 'vault.unlock', { way: 'recovery', recoveryKey });
      await ask(side, 'client.list', {});
      measured.push(performance.now() - startedAtMs);
    } finally {
      await side.close();
    }
  }
  return measured;
}

/** Asks the system to forget what it has in memory of these files. */
function forgetFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const ran = spawnSync('dd', [`if=${join(folder, name)}`, 'iflag=nocache', 'count=0']);
    if (ran.status !== 0) throw new Error('dd cannot make the system forget a file');
  }
}
