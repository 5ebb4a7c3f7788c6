/** Where a guest's identity keys are kept, by therapist. */
export interface IdentityStore {
  read(name: string): Promise<CryptoKeyPair | null>;
  /** Keeps a pair unless there is one already. @returns the one that is kept */
  keep(name: string, pair: CryptoKeyPair): Promise<CryptoKeyPair>;
}

const database = 'quietroom-identities';
const table = 'identities';

/** Keys in IndexedDB: as objects that sign, not as bytes. */
export function createIdentityStore(indexedDb: IDBFactory): IdentityStore {
  return {
    async read(name) {
      const found: unknown = await inTable(indexedDb, 'readonly', (store) => store.get(name));
      return isPair(found) ? found : null;
    },
    async keep(name, pair) {
      try {
        await inTable(indexedDb, 'readwrite', (store) => store.add(pair, name));
        return pair;
      } catch {
        // Another tab was faster.
        const found: unknown = await inTable(indexedDb, 'readonly', (store) => store.get(name));
        if (isPair(found)) return found;
        throw new Error('identity cannot be kept');
      }
    },
  };
}

async function inTable<T>(
  indexedDb: IDBFactory,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDb.open(database, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(table);
  };
  const db = await settled(opening);
  try {
    const transaction = db.transaction(table, mode);
    const done = completed(transaction);
    const result = await settled(ask(transaction.objectStore(table)));
    await done;
    return result;
  } finally {
    db.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('IndexedDB request failed', { cause: request.error }));
    };
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(new Error('IndexedDB transaction aborted', { cause: transaction.error }));
    };
  });
}

function isPair(value: unknown): value is CryptoKeyPair {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Reflect.get(value, 'publicKey') instanceof CryptoKey &&
    Reflect.get(value, 'privateKey') instanceof CryptoKey
  );
}
