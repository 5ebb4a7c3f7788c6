/** A few small texts that outlive a reload of this tab, and nothing more. */
export interface TabStorage {
  read(key: string): string | null;
  write(key: string, text: string): void;
  remove(key: string): void;
}

/**
 * The tab's `sessionStorage`. Where the browser refuses it (blocked site data), texts are kept in memory instead: the
 * call works, only a reload does not find its way back.
 */
export function createTabStorage(storage: () => Storage): TabStorage {
  const memory = new Map<string, string>();
  const inStorage = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read: (key) => inStorage((kept) => kept.getItem(key)) ?? memory.get(key) ?? null,
    write(key, text) {
      const isKept = inStorage((kept) => {
        kept.setItem(key, text);
        return true;
      });
      if (isKept !== true) memory.set(key, text);
    },
    remove(key) {
      memory.delete(key);
      inStorage((kept) => {
        kept.removeItem(key);
      });
    },
  };
}
