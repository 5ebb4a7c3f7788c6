import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

interface BlockDevice {
  /** Without `/dev/` and whatever follows it. */
  readonly name: string;
  readonly type: string;
}

/**
 * `lsblk` as a tree: whether every way from this device down to a disk goes through a `crypt` one. A device that lies on
 * several disks stands in the tree below each of them, and all of them have to be encrypted.
 */
export function readDiskEncryption(output: string, source: string): PostureReading {
  const sought = bareName(source);
  const ways = waysTo(sought, output);
  if (ways.length === 0) return postureUnknown;
  const isSealed = ways.every((way) => way.some(({ type }) => type === 'crypt'));
  if (isSealed) return postureOk;
  // A name of device-mapper that is of no kind known here may be another program's encryption, and a loop lies in a file
  // on a disk that is not in the tree.
  return ways.some((way) => way.some(({ type }) => type === 'dm' || type === 'loop'))
    ? postureUnknown
    : postureAdvice('not-encrypted');
}

/** Each place of the device in the tree, with all that it stands on, the disk first. */
function waysTo(sought: string, output: string): readonly (readonly BlockDevice[])[] {
  const [heading = '', ...rows] = output.split(/\r?\n/);
  const typeAt = heading.trim().split(/\s+/).indexOf('TYPE');
  if (typeAt < 1) return [];
  const ways: BlockDevice[][] = [];
  const path: BlockDevice[] = [];
  for (const row of rows) {
    const parts = /^((?:[|│`├└ ][ ─-])*)(\S.*)$/u.exec(row);
    const columns = parts?.[2]?.trim().split(/\s+/) ?? [];
    const [name, type] = [columns[0], columns[typeAt]];
    if (parts?.[1] === undefined || name === undefined || type === undefined) continue;
    // Two characters of the tree for every step.
    path.length = parts[1].length / 2;
    path.push({ name: bareName(name), type });
    if (bareName(name) === sought) ways.push([...path]);
  }
  return ways;
}

function bareName(path: string): string {
  return path.replace(/^\/dev\/(?:mapper\/)?/, '');
}
