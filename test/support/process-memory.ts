import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const pieceBytes = 16 << 20;

/** How often `needle` lies in the memory that another process of this user can write to. Linux only. */
export function countInMemory(pid: number, needle: Uint8Array): number {
  const file = openSync(`/proc/${String(pid)}/mem`, 'r');
  try {
    const piece = Buffer.alloc(pieceBytes);
    return writableRanges(pid).reduce(
      (count, range) => count + countInRange(file, range, needle, piece),
      0,
    );
  } finally {
    closeSync(file);
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function writableRanges(pid: number): readonly Range[] {
  const lines = readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [range = '', access = ''] = line.split(' ');
    const [from = '', to = ''] = range.split('-');
    if (!access.startsWith('rw')) return [];
    return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }];
  });
}

/** Pieces overlap by less than a needle, so that each is counted once wherever it lies. */
function countInRange(
  file: number,
  { from, to }: Range,
  needle: Uint8Array,
  piece: Buffer,
): number {
  let count = 0;
  const step = piece.length - needle.length + 1;
  for (let at = from; at < to; at += step) {
    let size = 0;
    try {
      size = readSync(file, piece, 0, Math.min(piece.length, to - at), at);
    } catch {
      // Given back meanwhile, or never there.
      continue;
    }
    const here = piece.subarray(0, size);
    for (let found = here.indexOf(needle); found >= 0; found = here.indexOf(needle, found + 1)) {
      count += 1;
    }
  }
  return count;
}
