import { AsyncEntry } from '@napi-rs/keyring';
import { fromBase64Url, toBase64Url } from '../../src/base/base64url.ts';
import { utf8, type Bytes } from '../../src/base/bytes.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { KeychainFailure, KeychainPort } from '../ports/keychain-port.ts';
import { sessionBusSockets } from './dbus-address.ts';
import { isBusServiceAnswering } from './dbus-probe.ts';

/** How the entries of one app are named. A keychain shows that to people: nothing in it says what they are for. */
export interface KeychainEntries {
  readonly service: string;
  readonly accountOf: (entryId: string) => string;
}

/** The therapist's app: entries by random ids. */
const therapistEntries: KeychainEntries = {
  service: 'Quietroom',
  accountOf: (entryId) => `key-${entryId}`,
};

/** The app for clients, which may be on the same computer: entries by therapists' fingerprints. */
export const guestEntries: KeychainEntries = {
  service: 'Quietroom Guest',
  accountOf: (entryId) => entryId,
};

const secretService = 'org.freedesktop.secrets';
/** Long, because a person may be typing a password meanwhile. */
const callDeadlineMs = 120_000;
/** How long the bus and the Secret Service may take to start. */
const probeDeadlineMs = 10_000;

const names: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

export interface SystemKeychainOptions {
  /** The therapist's app's when left out. */
  readonly entries?: KeychainEntries;
  readonly clock: Clock;
  readonly log: Log;
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * The operating system's keychain through @napi-rs/keyring. One call at a time: one that was given up still holds a
 * thread of the pool, and a second would hold the next.
 */
export function createSystemKeychain(options: SystemKeychainOptions): KeychainPort {
  const { clock, log, platform = process.platform, environment = process.env } = options;
  const { entries = therapistEntries } = options;
  let last: Promise<unknown> = Promise.resolve();

  const withEntry = async <T>(
    entryId: string,
    use: (entry: AsyncEntry, signal: AbortSignal) => Promise<T>,
  ): Promise<T | KeychainFailure> => {
    const deadline = new AbortController();
    const late = new Promise<KeychainFailure>((resolve) => {
      deadline.signal.addEventListener('abort', () => {
        log.warn('keychain-call', { outcome: 'late' });
        resolve({ outcome: 'unavailable' });
      });
    });
    const cancel = clock.after(callDeadlineMs, () => {
      deadline.abort();
    });
    const mine = last.then(async (): Promise<T | KeychainFailure> => {
      if (deadline.signal.aborted) return { outcome: 'unavailable' };
      try {
        if (platform === 'linux' && !(await isSecretServiceThere(environment, clock))) {
          return { outcome: 'unavailable' };
        }
        return await use(openEntry(entries, entryId), deadline.signal);
      } catch (error) {
        return { outcome: failureOf(error) };
      }
    });
    last = mine;
    const result = await Promise.race([mine, late]);
    cancel();
    return result;
  };

  return {
    name: names[platform] ?? 'Secret Service',
    read: (entryId) =>
      withEntry(entryId, async (entry, signal) => {
        const stored = await entry.getSecret(signal);
        if (!stored) return { outcome: 'missing' } as const;
        return { outcome: 'found', secret: decodeSecret(stored) } as const;
      }),
    write: (entryId, secret) =>
      withEntry(entryId, async (entry, signal) => {
        const encoded = secret.expose((bytes) => utf8(toBase64Url(bytes)));
        try {
          await entry.setSecret(encoded, signal);
        } finally {
          encoded.fill(0);
        }
        return { outcome: 'written' } as const;
      }),
    remove: (entryId) =>
      withEntry(entryId, async (entry, signal) => {
        await entry.deleteCredential(signal);
        return { outcome: 'removed' } as const;
      }),
  };
}

/** Pinned: unpinned, the library falls back to a kernel keyring that is empty after the next start of the machine. */
function openEntry({ service, accountOf }: KeychainEntries, entryId: string): AsyncEntry {
  const account = accountOf(entryId);
  return new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
}

/**
 * Stored as base64url text, because some keychains keep only text well. What is not such text is handed on as it is:
 * then it is not our secret, and does not open the vault.
 */
function decodeSecret(stored: number[]): SecretBytes {
  const raw: Bytes = Uint8Array.from(stored);
  stored.fill(0);
  const decoded = fromBase64Url(Buffer.from(raw).toString('latin1'));
  if (!decoded) return new SecretBytes(raw);
  raw.fill(0);
  return new SecretBytes(decoded);
}

async function isSecretServiceThere(
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock,
): Promise<boolean> {
  const sockets = sessionBusSockets(environment);
  if (sockets === null) return true;
  const deadline = new AbortController();
  const cancel = clock.after(probeDeadlineMs, () => {
    deadline.abort();
  });
  try {
    for (const socket of sockets) {
      if (await isBusServiceAnswering(socket, secretService, deadline.signal)) return true;
    }
    return false;
  } finally {
    cancel();
  }
}

/** The last one is a bus that lets nobody ask: what confines an app, or a policy of the machine. */
const refusals =
  /access denied|user canceled|user cancelled|authorization|not allowed|rejected send message/iu;

/**
 * The library has no codes, so its words have to do. Only a clear no counts as refused: calling an absence a refusal
 * would send people to the wrong place.
 */
function failureOf(error: unknown): KeychainFailure['outcome'] {
  const words = error instanceof Error ? error.message : '';
  return refusals.test(words) ? 'refused' : 'unavailable';
}
