import type { Clock, Log } from '../../src/base/ports.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import { eraseFileMeanwhile } from '../vault/header/erased-file.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { VaultRenewal } from '../vault/renewal/vault-renewal.ts';
import type { LongWork, WorkTools } from './long-work.ts';
import type { Reopening, VaultService } from './vault-service.ts';

// What is left in a file of rows that went (free pages, what moved within a page, the words in the index) goes when the file is made
// anew. VACUUM is one statement, seconds for 20,000 notes. So the rows that stay are copied in steps into another file under the
// same key, which takes the place of the first, as at a renewal; and the first is overwritten. Until that is done the mark that the
// file is due stays: whatever interrupts it, the next opening does it in one piece.

/** How often it is looked whether what has to end before the file is exchanged has ended. */
const lookAgainMs = 250;

export interface DestroyOptions {
  readonly vault: VaultService;
  readonly work: LongWork;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Destroys a client as a long work. @returns the certificate @throws AppError conflict while another is destroyed, disk-full,
 * not-found, vault-locked when the vault was locked meanwhile: it is completed at the next opening then
 */
export async function destroyClient(
  options: DestroyOptions,
  destruction: { readonly clientId: ClientId; readonly reason: string | null },
): Promise<Bytes> {
  const { vault, work } = options;
  // What reads the open file from end to end, or gives it another key, is not waited for.
  if (work.isBusyBeside('destruction')) return vault.use().destructions.destroy(destruction);
  const outcome = await work.run('destruction', async (tools) => {
    vault.use().destructions.begin(destruction);
    return (await anewOrNot(options, tools))
      ? vault.use().destructions.complete(destruction.clientId)
      : vault.use().destructions.destroy(destruction);
  });
  if (outcome.outcome === 'cancelled')
    throw new AppError('vault-locked', 'destroyed at the next opening');
  return outcome.result;
}

/** False: the file is as it was (there was no room for another), and it is to be done in one piece. */
async function anewOrNot(options: DestroyOptions, tools: WorkTools): Promise<boolean> {
  const { vault, log } = options;
  const opened = vault.use();
  try {
    await exchangeFile(options, opened, tools);
  } catch (error) {
    if (error instanceof CancelledError || vault.status.state !== 'open') throw error;
    if (vault.use() !== opened) throw error;
    log.warn('file-not-made-anew', { code: AppError.from(error).code });
    return false;
  }
  await eraseEarlier(vault.use());
  return true;
}

async function exchangeFile(
  options: DestroyOptions,
  opened: OpenVault,
  tools: WorkTools,
): Promise<void> {
  const { vault } = options;
  const key = opened.keys.copyKey();
  const renewal = opened.keys.startNewFile();
  try {
    const pause = async (): Promise<void> => {
      await tools.pause();
      if (vault.use() !== opened) throw new AppError('vault-locked');
    };
    const reopen: Reopening = (store) => store.reopen(key);
    const decide = (): Reopening | null =>
      isQuiet(options, opened) && comesIntoForce(renewal) ? reopen : null;
    for (;;) {
      await renewal.prepare({ progress: tools.progress, pause });
      if (await vault.rekey(opened, decide)) return;
      await pause();
      if (!isQuiet(options, opened)) await later(options, tools);
    }
  } finally {
    renewal.close();
    key.wipe();
  }
}

function comesIntoForce(renewal: VaultRenewal): boolean {
  return renewal.comeIntoForce(null);
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

/** Other long work reads the open vault from its beginning to its end, and in a session nothing should have to wait. */
function isQuiet({ work }: DestroyOptions, opened: OpenVault): boolean {
  return !work.isBusyBeside('destruction') && opened.sessions.running() === null;
}

async function later({ clock }: DestroyOptions, { signal }: WorkTools): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(lookAgainMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
