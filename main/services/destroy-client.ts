import type { Log } from '../../src/base/ports.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import type { NewDestruction } from '../vault/destruction/destructions.ts';
import { eraseFileMeanwhile } from '../vault/header/erased-file.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { exchangeFile, type ExchangeOptions, type FileExchange } from './exchange-file.ts';
import type { WorkTools } from './long-work.ts';
import type { VaultService } from './vault-service.ts';

// What is left in a file of rows that went (free pages, what moved within a page, the words in the index) goes when the file is made
// anew. VACUUM is one statement, seconds for 20,000 notes. So the rows that stay are copied in steps into another file under the
// same key, which takes the place of the first, as at a renewal; and the first is overwritten. Until that is done the mark that the
// file is due stays: whatever interrupts it, the next opening does it in one piece.

export interface DestroyOptions extends ExchangeOptions {
  readonly log: Log;
}

/**
 * Destroys a client as a long work. @returns the certificate
 * @throws AppError conflict while another is destroyed, not-found, disk-full, save-failed when a file of before cannot be
 * overwritten, vault-locked when the vault was locked meanwhile. What was begun is completed at the next opening then
 */
export async function destroyClient(
  options: DestroyOptions,
  destruction: NewDestruction,
): Promise<Bytes> {
  const { vault, work } = options;
  // What reads the open file from end to end, or gives it another key, is not waited for.
  if (work.isBusyBeside('destruction')) return inOnePiece(vault, destruction);
  const outcome = await work.run('destruction', async (tools) => {
    const opened = vault.use();
    opened.destructions.begin(destruction);
    return (await isMadeAnew(options, opened, tools))
      ? vault.use().destructions.complete(destruction.clientId)
      : inOnePiece(vault, destruction);
  });
  if (outcome.outcome === 'cancelled')
    throw new AppError('vault-locked', 'destroyed at the next opening');
  return outcome.result;
}

/** What lies there of another file may have rows in it of whoever is destroyed. */
async function inOnePiece(vault: VaultService, destruction: NewDestruction): Promise<Bytes> {
  const opened = vault.use();
  if (opened.keys.hasEarlier()) {
    opened.destructions.begin(destruction);
    await eraseEarlier(opened);
  }
  return vault.use().destructions.destroy(destruction);
}

/** False: the file is as it was (there was no room for another), and it is to be done in one piece. */
async function isMadeAnew(
  options: DestroyOptions,
  opened: OpenVault,
  tools: WorkTools,
): Promise<boolean> {
  const { vault, log } = options;
  try {
    await makeAnew(options, opened, tools);
  } catch (error) {
    if (error instanceof CancelledError || vault.status.state !== 'open') throw error;
    if (vault.use() !== opened) throw error;
    log.warn('file-not-made-anew', { code: AppError.from(error).code });
    return false;
  }
  const anew = vault.use();
  // Where the disk did not say which header is in force, the one that opened it may be that of before.
  if (anew.keys.generation === opened.keys.generation) {
    throw new AppError('save-failed', 'the file of before is in force');
  }
  await eraseEarlier(anew);
  return true;
}

async function makeAnew(
  options: DestroyOptions,
  opened: OpenVault,
  tools: WorkTools,
): Promise<void> {
  const key = opened.keys.copyKey();
  const renewal = opened.keys.startNewFile();
  try {
    const exchange = {
      kind: 'destruction',
      opened,
      renewal,
      comeIntoForce: () => (renewal.comeIntoForce(null) ? (store) => store.reopen(key) : null),
    } satisfies FileExchange;
    await exchangeFile(options, exchange, tools);
  } finally {
    // Before the files, which the disk may not let go.
    key.wipe();
    renewal.close();
  }
}

/** @throws AppError save-failed when something of it is left: nobody is told then that it is not */
async function eraseEarlier({ keys }: OpenVault): Promise<void> {
  try {
    for (const path of keys.condemned()) await eraseFileMeanwhile(path);
  } catch (cause) {
    throw new AppError('save-failed', 'the file of before is left', { cause });
  }
  if (keys.hasEarlier()) throw new AppError('save-failed', 'the file of before is left');
}
