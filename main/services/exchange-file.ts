import type { Clock } from '../../src/base/ports.ts';
import type { WorkKind } from '../../src/contract/long-work.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { VaultRenewal } from '../vault/renewal/vault-renewal.ts';
import type { LongWork, WorkTools } from './long-work.ts';
import type { Reopening, VaultService } from './vault-service.ts';
import { whileOpen } from './while-open.ts';

// The file of the open vault is copied in steps, under another key or the same, while it is used; and in one moment, in which nobody
// reads it from end to end, the vault goes on with the copy.

/** How often it is looked whether what has to end before the file is exchanged has ended. */
const lookAgainMs = 250;

export interface ExchangeOptions {
  readonly vault: VaultService;
  readonly work: LongWork;
  readonly clock: Clock;
}

export interface FileExchange {
  /** As what it is done: it waits for all other long work. */
  readonly kind: WorkKind;
  readonly opened: OpenVault;
  /** Closed by whoever began it. */
  readonly renewal: VaultRenewal;
  /** Lets the copy come into force. Null: there is more to copy, and nothing has happened. */
  readonly comeIntoForce: () => Reopening | null;
}

/**
 * Resolves when the vault has gone on with the copy, or was to: should that not have opened, the vault's status says so.
 * @throws AppError vault-locked when the vault was locked meanwhile, which is then the vault of before; CancelledError; whatever the
 * renewal and `comeIntoForce` throw
 */
export async function exchangeFile(
  { vault, work, clock }: ExchangeOptions,
  { kind, opened, renewal, comeIntoForce }: FileExchange,
  tools: WorkTools,
): Promise<void> {
  const { progress, pause, signal } = whileOpen(vault, opened, tools);
  // Other long work reads the open vault from its beginning to its end, and in a session nothing should have to wait.
  const isQuiet = (): boolean => !work.isBusyBeside(kind) && opened.sessions.running() === null;
  for (;;) {
    await renewal.prepare({ progress, pause });
    if (await vault.rekey(opened, () => (isQuiet() ? comeIntoForce() : null))) return;
    await pause();
    if (isQuiet()) continue;
    await later(clock, signal);
    await pause();
  }
}

async function later(clock: Clock, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(lookAgainMs, end);
    signal.addEventListener('abort', end);
  });
}
