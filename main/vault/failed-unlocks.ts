import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../src/base/bytes.ts';
import type { VaultWay } from '../../src/domain/vault-ways.ts';
import { ByteReader, u32, u48 } from './header/byte-reader.ts';
import { syncFolder, writeFileDurably } from './header/durable-file.ts';
import { isThere, type VaultFiles } from './vault-files.ts';

// vault.tries, beside the header: how often somebody tried to open the vault in vain since it was open last, for the audit
// log, which nobody can write to while it is shut. Numbers and times in clear, because there is no key then:
//
//   magic 8 · for each way: times 4 · when last, in milliseconds since 1970, 6 · SHA-256 of all that 32
//
// It is as good as the disk: who can write to it can also take it away, and needs no program of ours to try keys on a copy.

const magic = utf8('QRTRIES1');
/** In the order of the file. */
const ways = ['keychain', 'passphrase', 'recovery'] as const satisfies readonly VaultWay[];
const maxTimes = 0xff_ff_ff_ff;

export interface FailedWay {
  readonly way: VaultWay;
  readonly times: number;
  readonly lastAtMs: number;
}

/** Attempts in vain since the vault was open last. */
export interface FailedUnlocks {
  /** One more, on disk when it returns. @throws an error of the file system */
  count(way: VaultWay, atMs: number): void;
  /** Null when there were some, and nobody can read any more how many. */
  read(): readonly FailedWay[] | null;
  /** They are in the log. */
  forget(): void;
}

export function createFailedUnlocks({ folder, tries: path }: VaultFiles): FailedUnlocks {
  const read: FailedUnlocks['read'] = () => {
    try {
      return isThere(path) ? parse(new Uint8Array(readFileSync(path))) : [];
    } catch {
      return null;
    }
  };
  return {
    read,
    count: (way, atMs) => {
      // What cannot be read counts as nothing: an attempt in vain is worth more than the damage.
      const counted = read()?.find((one) => one.way === way)?.times ?? 0;
      const next = { way, times: Math.min(counted + 1, maxTimes), lastAtMs: atMs };
      const others = (read() ?? []).filter((one) => one.way !== way);
      writeFileDurably(path, encode([...others, next]));
    },
    forget: () => {
      if (!isThere(path)) return;
      rmSync(path);
      syncFolder(folder);
    },
  };
}

function encode(failed: readonly FailedWay[]): Bytes {
  const parts = ways.map((way) => {
    const { times = 0, lastAtMs = 0 } = failed.find((one) => one.way === way) ?? {};
    return concatBytes(u32(times), u48(lastAtMs));
  });
  const body = concatBytes(magic, ...parts);
  return concatBytes(body, hashOf(body));
}

function parse(content: Bytes): readonly FailedWay[] | null {
  const bodySize = magic.length + ways.length * 10;
  const body = content.slice(0, bodySize);
  if (!equalBytes(content.slice(bodySize), hashOf(body))) return null;
  const reader = new ByteReader(body);
  if (!equalBytes(reader.take(magic.length), magic)) return null;
  return ways
    .map((way) => ({ way, times: reader.u32(), lastAtMs: reader.u48() }))
    .filter(({ times }) => times > 0);
}

function hashOf(body: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(body).digest());
}
