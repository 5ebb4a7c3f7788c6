import { utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { clientKeySizeBytes, type Keyring } from './keyring-file.ts';
import { openValue, sealValue, type SealedPlace } from './sealed-value.ts';

/** Seals and opens what is kept of clients, each under a key of their own. */
export interface ClientSealing {
  /** @throws AppError vault-damaged when this client has no key */
  seal(place: SealedPlace, plain: Bytes): Bytes;
  /** @throws AppError vault-damaged when there is no key, or this is not what was sealed in this place */
  open(place: SealedPlace, sealed: Bytes): Bytes;
  sealText(place: SealedPlace, text: string): Bytes;
  openText(place: SealedPlace, sealed: Bytes): string;
}

/** The keys of all clients. What is changed of them is on disk, in both copies, when it returns. */
export interface ClientKeys extends ClientSealing {
  /** Counts the changes. */
  readonly revision: number;
  has(clientId: ClientId): boolean;
  /** Whose keys were destroyed. */
  readonly destroyed: ReadonlySet<ClientId>;
  /**
   * Makes a key for each of these who has none. To be called before the first row that is sealed under it.
   * @throws AppError disk-full, conflict for who was destroyed
   */
  add(clientIds: readonly ClientId[]): void;
  /** Overwrites the key of a client for good, and remembers that it was. Again makes sure of it. @throws AppError disk-full */
  destroy(clientId: ClientId): void;
  /**
   * Makes an older keyring the present one, which counts on from `revision`: only these clients keep their keys, and of
   * these others none comes back. @throws AppError disk-full
   */
  adopt(revision: number, clients: ReadonlySet<ClientId>, destroyed: ReadonlySet<ClientId>): void;
  /** The keyring as it is now, for a copy of it. It is not to be kept, and its keys are not to be wiped. */
  lend<T>(use: (keyring: Keyring) => T): T;
  /** Forgets all keys. */
  wipe(): void;
}

/** Where a keyring is kept. */
export interface KeyringStore {
  /** What was written last; whoever gets it owns the keys. Null when there is none. @throws AppError vault-damaged */
  read(): Keyring | null;
  /** In both copies when it returns. `erasing`: what was there before is overwritten. @throws AppError disk-full */
  write(keyring: Keyring, erasing: boolean): void;
}

/** @throws AppError vault-damaged when there is no keyring, unless there was never one before */
export function openClientKeys(store: KeyringStore, random: Random, mayBeNew: boolean): ClientKeys {
  const found = store.read();
  if (!found && !mayBeNew) throw new AppError('vault-damaged', 'no keyring');
  return createClientKeys(
    store,
    random,
    found ?? { revision: 0, keys: new Map(), destroyed: new Set() },
  );
}

function createClientKeys(store: KeyringStore, random: Random, found: Keyring): ClientKeys {
  let current = found;
  let isWiped = false;
  const write = (next: Keyring, erasing: boolean): void => {
    if (isWiped) throw new AppError('vault-locked');
    for (const [clientId, key] of current.keys) if (!next.keys.has(clientId)) key.wipe();
    // Also when writing fails: one of the copies may be this one already, and no two may have the same revision.
    current = next;
    store.write(next, erasing);
  };
  const withKey = <T>({ clientId }: SealedPlace, use: (key: Bytes) => T): T => {
    if (isWiped) throw new AppError('vault-locked');
    const key = current.keys.get(clientId);
    if (!key) throw new AppError('vault-damaged', 'no key of this client');
    return key.expose(use);
  };
  const seal: ClientSealing['seal'] = (place, plain) =>
    withKey(place, (key) => sealValue(key, place, plain, random));
  const open: ClientSealing['open'] = (place, sealed) =>
    withKey(place, (key) => openValue(key, place, sealed));
  return {
    seal,
    open,
    sealText: (place, text) => seal(place, utf8(text)),
    // Not a TextDecoder, which takes a mark at the beginning for its own.
    openText: (place, sealed) => {
      const { buffer, byteOffset, byteLength } = open(place, sealed);
      return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
    },
    get revision() {
      return current.revision;
    },
    get destroyed() {
      return current.destroyed;
    },
    has: (clientId) => current.keys.has(clientId),
    add: (clientIds) => {
      write(withKeysFor(current, clientIds, random), false);
    },
    destroy: (clientId) => {
      const keys = new Map(current.keys);
      keys.delete(clientId);
      const destroyed = new Set([...current.destroyed, clientId]);
      write({ revision: current.revision + 1, keys, destroyed }, true);
    },
    adopt: (revision, clients, destroyed) => {
      const kept = Array.from(current.keys).filter(([clientId]) => clients.has(clientId));
      const gone = new Set([...current.destroyed, ...destroyed]);
      write({ revision, keys: new Map(kept), destroyed: gone }, true);
    },
    lend: (use) => {
      if (isWiped) throw new AppError('vault-locked');
      return use(current);
    },
    wipe: () => {
      isWiped = true;
      for (const key of current.keys.values()) key.wipe();
    },
  };
}

function withKeysFor(keyring: Keyring, clientIds: readonly ClientId[], random: Random): Keyring {
  const { revision, destroyed } = keyring;
  const keys = new Map(keyring.keys);
  for (const clientId of clientIds) {
    // A key that comes back would make older copies of what was destroyed look alive.
    if (destroyed.has(clientId)) throw new AppError('conflict', 'destroyed');
    if (!keys.has(clientId)) keys.set(clientId, new SecretBytes(random.bytes(clientKeySizeBytes)));
  }
  return { revision: revision + 1, keys, destroyed };
}
