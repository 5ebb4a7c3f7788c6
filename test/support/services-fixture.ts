import { onTestFinished } from 'vitest';
import { systemClock } from '../../main/platform/system-clock.ts';
import { systemRandom } from '../../main/platform/system-random.ts';
import { VaultAuditTrail, type AuditTrail } from '../../main/services/audit-trail.ts';
import { LongWork } from '../../main/services/long-work.ts';
import { VaultService } from '../../main/services/vault-service.ts';
import {
  createVaultWaysService,
  type VaultWaysService,
} from '../../main/services/vault-ways-service.ts';
import { createRescueTally } from '../../main/vault/rescue/rescue-tally.ts';
import { createVaultStore, type VaultStore } from '../../main/vault/vault-store.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryKeychain } from './memory-keychain.ts';
import { quickKdf } from './quick-kdf.ts';
import { recordingLog } from './recording-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A vault service over a real vault on disk and a keychain in memory. */
export function makeVaultService(
  dataFolder = temporaryFolder(),
  keychain = new MemoryKeychain(),
): {
  readonly vault: VaultService;
  readonly audit: AuditTrail;
  readonly store: VaultStore;
  readonly ways: VaultWaysService;
  readonly work: LongWork;
  readonly kdf: ReturnType<typeof quickKdf>;
  readonly keychain: MemoryKeychain;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly dataFolder: string;
} {
  const clock = new FakeClock();
  const log = recordingLog();
  const store = createVaultStore({ dataFolder, random: systemRandom, clock });
  const vault = new VaultService({ store, keychain, log });
  const { failedUnlocks } = store;
  const rescued = createRescueTally(dataFolder);
  const audit = new VaultAuditTrail({ vault, failedUnlocks, rescued, clock, log });
  const kdf = quickKdf();
  // Its pauses are real ones: nobody has to let the time of the test pass for them.
  const work = new LongWork(systemClock);
  const ways = createVaultWaysService({
    vault,
    audit,
    store,
    keychain,
    kdf,
    work,
    clock,
    random: systemRandom,
    log,
  });
  onTestFinished(() => {
    vault.close();
  });
  return { vault, audit, store, ways, work, kdf, keychain, clock, log, dataFolder };
}

export type MadeServices = ReturnType<typeof makeVaultService>;

/** Another start of the app over the same folder, maybe with another keychain. */
export function startAgain(
  { dataFolder, vault }: MadeServices,
  keychain = new MemoryKeychain(),
): MadeServices {
  vault.close();
  return makeVaultService(dataFolder, keychain);
}

/** Puts a new recovery key into force. @returns what is on its paper */
export function keepNewKey({ ways }: MadeServices): string {
  const { groups, kitNumber } = ways.newRecoveryKey();
  ways.keepRecoveryKey(kitNumber);
  return groups.join('-');
}

export function pseudonymsIn({ vault }: MadeServices): readonly string[] {
  return vault
    .use()
    .clients.list()
    .map(({ pseudonym }) => pseudonym);
}
