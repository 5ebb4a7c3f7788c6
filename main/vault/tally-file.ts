import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../src/base/bytes.ts';
import { ByteReader, u32, u48 } from './header/byte-reader.ts';
import { syncFolder, writeFileDurably } from './header/durable-file.ts';
import { isThere } from './vault-files.ts';

// What happens while nobody can write to the audit log, counted for when somebody can. Numbers and times in clear, because
// there is no key then:
//
//   magic 8 · for each kind: times 4 · when last, in milliseconds since 1970, 6 · SHA-256 of all that 32
//
// It is as good as the disk: who can write to it can also take it away.

const maxTimes = 0xff_ff_ff_ff;
const kindSizeBytes = 10;
const hashSizeBytes = 32;

export interface Tally<K extends string> {
  readonly kind: K;
  readonly times: number;
  readonly lastAtMs: number;
}

/** Things that are counted until they are in the log. */
export interface TallyFile<K extends string> {
  /** One more, on disk when it returns. @throws an error of the file system */
  count(kind: K, atMs: number): void;
  /** Null when there were some, and nobody can read any more how many. */
  read(): readonly Tally<K>[] | null;
  /** They are in the log. */
  forget(): void;
}

export interface TallyFileOptions<K extends string> {
  readonly path: string;
  /** Eight characters. */
  readonly magic: string;
  /** In the order of the file. New ones come last: a file of before has fewer, and is read. */
  readonly kinds: readonly K[];
}

export function createTallyFile<K extends string>(options: TallyFileOptions<K>): TallyFile<K> {
  const { path } = options;
  const read: TallyFile<K>['read'] = () => {
    try {
      return isThere(path) ? parse(options, new Uint8Array(readFileSync(path))) : [];
    } catch {
      return null;
    }
  };
  return {
    read,
    count: (kind, atMs) => {
      // What cannot be read counts as nothing: what happens now is worth more than the damage.
      const before = read() ?? [];
      const counted = before.find((one) => one.kind === kind)?.times ?? 0;
      const next = { kind, times: Math.min(counted + 1, maxTimes), lastAtMs: atMs };
      const others = before.filter((one) => one.kind !== kind);
      writeFileDurably(path, encode(options, [...others, next]));
    },
    forget: () => {
      if (!isThere(path)) return;
      rmSync(path);
      syncFolder(dirname(path));
    },
  };
}

function encode<K extends string>(
  { magic, kinds }: TallyFileOptions<K>,
  tallies: readonly Tally<K>[],
): Bytes {
  const parts = kinds.map((kind) => {
    const { times = 0, lastAtMs = 0 } = tallies.find((one) => one.kind === kind) ?? {};
    return concatBytes(u32(times), u48(lastAtMs));
  });
  const body = concatBytes(utf8(magic), ...parts);
  return concatBytes(body, hashOf(body));
}

function parse<K extends string>(
  { magic, kinds }: TallyFileOptions<K>,
  content: Bytes,
): readonly Tally<K>[] | null {
  const bodySize = content.length - hashSizeBytes;
  const known = (bodySize - magic.length) / kindSizeBytes;
  if (!Number.isInteger(known) || known < 1 || known > kinds.length) return null;
  const body = content.slice(0, bodySize);
  if (!equalBytes(content.slice(bodySize), hashOf(body))) return null;
  const reader = new ByteReader(body);
  if (!equalBytes(reader.take(magic.length), utf8(magic))) return null;
  return kinds
    .slice(0, known)
    .map((kind) => ({ kind, times: reader.u32(), lastAtMs: reader.u48() }))
    .filter(({ times }) => times > 0);
}

function hashOf(body: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(body).digest());
}
