import { fieldOf, itemsOf, parseJson } from '../json-fields.ts';

/** Where a folder's file system lies. */
export interface MountedFrom {
  /** Where it is mounted. */
  readonly target: string;
  /** A device such as `/dev/mapper/vault`, without the part of it that btrfs adds in brackets. */
  readonly source: string;
  readonly fstype: string;
}

/** `findmnt --json --target FOLDER`; null when it does not say. */
export function readMountedFrom(output: string): MountedFrom | null {
  const [first] = itemsOf(fieldOf(parseJson(output), 'filesystems'));
  const [target, source, fstype] = ['target', 'source', 'fstype'].map((name) =>
    fieldOf(first, name),
  );
  if (typeof target !== 'string' || typeof source !== 'string' || typeof fstype !== 'string') {
    return null;
  }
  return { target, source: source.replace(/\[.*\]$/, ''), fstype };
}
