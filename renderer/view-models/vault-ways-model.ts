import type { Scope } from '../../src/base/scope.ts';
import type { UnlockRequest, VaultWays } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { VaultModel } from './vault-model.ts';

/** Which ways into the vault there are; null before that is known, or where it cannot be told. */
export type KnownWays = VaultWays | null;

/** Something that was asked for, and how it went. */
export type WaysWork =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

export type KitState =
  | { readonly phase: 'none' }
  | { readonly phase: 'making' }
  /** To be put on paper. It opens nothing before it is kept. */
  | {
      readonly phase: 'shown';
      readonly groups: readonly string[];
      readonly kitNumber: string;
      readonly keeping: WaysWork;
      /** A vault that was just made is not gone on with before its key is on paper. */
      readonly isNeeded: boolean;
    }
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly isNeeded: boolean };

/** The ways into the vault: opening it by what is typed, and adding and changing them. */
export interface VaultWaysModel {
  readonly ways: Store<KnownWays>;
  readonly kit: Store<KitState>;
  readonly unlocking: Store<WaysWork>;
  readonly changing: Store<WaysWork>;
  unlock(request: UnlockRequest): void;
  /** They are others now, as the main side has said. */
  changed(ways: VaultWays): void;
  /** The person types again: what was wrong before is no longer what is shown. */
  clearFailures(): void;
  /** Has a recovery key made and shows it. */
  makeKit(): void;
  /** The person says that it is on paper: from now on it opens the vault. */
  keepKit(): void;
  /** Puts it away unkept; not when it is needed. */
  dismissKit(): void;
  /** Resolves with whether it was set; if not, the reason is in `changing`. */
  setPassphrase(passphrase: string): Promise<boolean>;
  removePassphrase(): void;
  /** Puts a new key into this computer's keychain. */
  useKeychain(): void;
  /** From now on something has to be typed to open the vault. */
  stopKeychain(): void;
  /** Goes on with a vault that is older than what was written last. */
  acceptOlder(): void;
}

export interface VaultWaysModelOptions {
  readonly ipc: IpcClient;
  readonly vault: VaultModel;
  readonly scope: Scope;
}

/** Follows the vault: asks for its ways when it changes, and shows a recovery key while the first run of one owes it. */
export function createVaultWaysModel({ ipc, vault, scope }: VaultWaysModelOptions): VaultWaysModel {
  const ways = createStore<KnownWays>(null);
  const kit = createStore<KitState>({ phase: 'none' });
  const unlocking = createStore<WaysWork>({ phase: 'idle' });
  const changing = createStore<WaysWork>({ phase: 'idle' });
  const task = new LatestTask();
  const look = (): void => {
    // What cannot be told has its own words in the vault's state.
    task.start(
      () => ipc.call('vault.ways', {}),
      (found) => {
        ways.set(found);
      },
      () => {
        ways.set(null);
      },
    );
  };
  const change = async (act: () => Promise<VaultWays>): Promise<boolean> =>
    during(changing, async () => {
      ways.set(await act());
    });
  followVault(vault, scope, {
    onShut: () => {
      kit.set({ phase: 'none' });
      look();
    },
    onOpen: (owesKit) => {
      unlocking.set({ phase: 'idle' });
      look();
      if (owesKit) void showKit(ipc, kit, true);
    },
  });
  scope.own(() => {
    task.stop();
  });
  return {
    ways,
    kit,
    unlocking,
    changing,
    unlock(request) {
      void during(unlocking, () => ipc.call('vault.unlock', request));
    },
    changed(now) {
      ways.set(now);
    },
    clearFailures() {
      for (const work of [unlocking, changing]) {
        if (work.get().phase === 'failed') work.set({ phase: 'idle' });
      }
    },
    makeKit() {
      const before = kit.get();
      void showKit(ipc, kit, before.phase === 'failed' && before.isNeeded);
    },
    keepKit() {
      void keep(ipc, kit, ways);
    },
    dismissKit() {
      const before = kit.get();
      const isNeeded = (before.phase === 'shown' || before.phase === 'failed') && before.isNeeded;
      if (!isNeeded) kit.set({ phase: 'none' });
    },
    setPassphrase: async (passphrase) =>
      change(() => ipc.call('vault.set-passphrase', { passphrase })),
    removePassphrase() {
      void change(() => ipc.call('vault.remove-way', { way: 'passphrase' }));
    },
    useKeychain() {
      void change(() => ipc.call('vault.set-keychain', {}));
    },
    stopKeychain() {
      void change(() => ipc.call('vault.remove-way', { way: 'keychain' }));
    },
    acceptOlder() {
      void during(unlocking, () => ipc.call('vault.accept-older', {}));
    },
  };
}

async function showKit(
  ipc: IpcClient,
  kit: WritableStore<KitState>,
  isNeeded: boolean,
): Promise<void> {
  kit.set({ phase: 'making' });
  try {
    const shown = await ipc.call('vault.new-recovery-key', {});
    kit.set({ phase: 'shown', ...shown, keeping: { phase: 'idle' }, isNeeded });
  } catch (error) {
    kit.set({ phase: 'failed', code: AppError.from(error).code, isNeeded });
  }
}

async function keep(
  ipc: IpcClient,
  kit: WritableStore<KitState>,
  ways: WritableStore<KnownWays>,
): Promise<void> {
  const shown = kit.get();
  if (shown.phase !== 'shown') return;
  const { kitNumber } = shown;
  kit.set({ ...shown, keeping: { phase: 'busy' } });
  try {
    ways.set(await ipc.call('vault.keep-recovery-key', { kitNumber }));
    kit.set({ phase: 'none' });
  } catch (error) {
    kit.set({ ...shown, keeping: { phase: 'failed', code: AppError.from(error).code } });
  }
}

/** Runs `act` once at a time. Resolves with whether it went well. */
async function during(
  work: WritableStore<WaysWork>,
  act: () => Promise<unknown>,
): Promise<boolean> {
  if (work.get().phase === 'busy') return false;
  work.set({ phase: 'busy' });
  try {
    await act();
    work.set({ phase: 'idle' });
    return true;
  } catch (error) {
    work.set({ phase: 'failed', code: AppError.from(error).code });
    return false;
  }
}

function followVault(
  vault: VaultModel,
  scope: Scope,
  { onShut, onOpen }: { onShut: () => void; onOpen: (owesKit: boolean) => void },
): void {
  let [before, wasOpen] = ['checking', false];
  const look = (): void => {
    const state = vault.state.get();
    const { phase } = state;
    if (phase === before) return;
    before = phase;
    if (phase === 'open' && !wasOpen) onOpen(state.owesKit === true);
    if (phase === 'locked' || phase === 'needs-help') onShut();
    wasOpen = phase === 'open';
  };
  scope.own(vault.state.subscribe(look));
  look();
}
