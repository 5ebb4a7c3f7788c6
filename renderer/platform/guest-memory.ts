import { encodedBytes, list, timestampMs } from '../../src/contract/schema.ts';
import { z } from '../../src/contract/zod.ts';
import { ids } from '../../src/contract/ids.ts';
import type { TabStorage } from './tab-storage.ts';

/** See `view-models/own-account.ts`. A guest judges nothing but its own words. */
const account = z.strictObject({
  clear: z.readonly(list(z.strictObject({ fromMs: timestampMs, toMs: timestampMs }), 16)),
  words: z.nullable(z.enum(['same', 'different'])),
});

const memory = z.strictObject({
  roomId: ids.room,
  /**
   * The invite's secret. The fragment that carried it is gone from the address by the first reload, and it is what leads
   * back in when a server that was restarted does not know the seat any more.
   */
  secret: encodedBytes(32),
  /** By which the therapist's key is known: it was in the fragment too. */
  therapistFingerprint: encodedBytes(16),
  /** From the first time that a seat was taken. */
  resumeToken: z.nullable(encodedBytes(32)),
  /** What is to be said in the session's record: a reload must not make that better. Null: nothing yet. */
  account: z.nullable(account),
});

/** What this tab must know to find the way back after a reload. Good for one session only. */
export type GuestMemory = z.output<typeof memory>;

export interface GuestMemoryStore {
  read(): GuestMemory | null;
  write(kept: GuestMemory): void;
  forget(): void;
}

const key = 'quietroom.guest';

/** Kept in this tab and gone with it. Whatever else lies in its place is taken for nothing. */
export function createGuestMemory(storage: TabStorage): GuestMemoryStore {
  return {
    read() {
      try {
        return memory.safeParse(JSON.parse(storage.read(key) ?? 'null')).data ?? null;
      } catch {
        return null;
      }
    },
    write(kept) {
      storage.write(key, JSON.stringify(kept));
    },
    forget() {
      storage.remove(key);
    },
  };
}
