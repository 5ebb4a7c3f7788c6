import type { Bytes } from '../../base/bytes.ts';

// RFC 9605 §4.3. One config byte, then the key id and the counter, each only if it does not fit the config byte:
//
//   | X | K (3 bits) | Y | C (3 bits) |  KID, 0–8 bytes  |  CTR, 0–8 bytes  |
//
// With X = 0, K is the key id itself; with X = 1 it is the length of the KID field less one. Y and C: likewise.

/** A 64-bit value: a number up to 48 bits, which every frame of ours has and which is cheap, else a bigint. */
export type SFrameInteger = number | bigint;

/** A header as it was read, with the number of bytes that it took. */
export interface SFrameHeader {
  readonly kid: SFrameInteger;
  readonly ctr: SFrameInteger;
  readonly sizeBytes: number;
}

const extended = 0x08;
const lowBits = 0x07;
const numberSizeBytes = 6;
const maxInteger = 0xffff_ffff_ffff_ffffn;

/** Encodes a header in its one shortest form. @throws RangeError when a value does not fit 64 bits. */
export function encodeHeader(kid: SFrameInteger, ctr: SFrameInteger): Bytes {
  const header = new Uint8Array(headerSize(kid, ctr));
  writeHeader(header, 0, kid, ctr);
  return header;
}

/** How many bytes the header of these values has. @throws RangeError when a value does not fit 64 bits. */
export function headerSize(kid: SFrameInteger, ctr: SFrameInteger): number {
  return 1 + fieldSize(kid) + fieldSize(ctr);
}

/** Encodes a header at `offset`, where `headerSize` bytes must be free. */
export function writeHeader(
  target: Bytes,
  offset: number,
  kid: SFrameInteger,
  ctr: SFrameInteger,
): void {
  const kidSize = fieldSize(kid);
  const ctrSize = fieldSize(ctr);
  target[offset] = (configBits(kid, kidSize) << 4) | configBits(ctr, ctrSize);
  writeField(target, offset + 1, kidSize, kid);
  writeField(target, offset + 1 + kidSize, ctrSize, ctr);
}

/**
 * Reads the header at `offset`. Only the shortest form is one: a longer form of the same values would be a second
 * encoding of the same frame.
 * @returns null when there is no such header.
 */
export function parseHeader(bytes: Uint8Array, offset = 0): SFrameHeader | null {
  const config = bytes[offset];
  if (config === undefined) return null;
  const kidBits = config >> 4;
  const ctrBits = config & 0x0f;
  const kidSize = sizeOfConfigBits(kidBits);
  const ctrSize = sizeOfConfigBits(ctrBits);
  const sizeBytes = 1 + kidSize + ctrSize;
  if (offset + sizeBytes > bytes.length) return null;
  const kid = readField(bytes, offset + 1, kidSize, kidBits);
  const ctr = readField(bytes, offset + 1 + kidSize, ctrSize, ctrBits);
  return kid === null || ctr === null ? null : { kid, ctr, sizeBytes };
}

/** Bytes that a value takes outside the config byte. */
function fieldSize(value: SFrameInteger): number {
  if (value < 0 || value > maxInteger) throw new RangeError('sframe field out of range');
  if (value <= lowBits) return 0;
  let size = 1;
  if (typeof value === 'number') {
    for (let limit = 256; value >= limit; limit *= 256) size += 1;
  } else {
    for (let rest = value >> 8n; rest > 0n; rest >>= 8n) size += 1;
  }
  return size;
}

function configBits(value: SFrameInteger, size: number): number {
  return size === 0 ? Number(value) : extended | (size - 1);
}

function sizeOfConfigBits(bits: number): number {
  return (bits & extended) === 0 ? 0 : (bits & lowBits) + 1;
}

function writeField(target: Bytes, offset: number, size: number, value: SFrameInteger): void {
  if (typeof value === 'bigint') {
    for (let i = 0; i < size; i += 1) {
      target[offset + size - 1 - i] = Number((value >> BigInt(8 * i)) & 0xffn);
    }
    return;
  }
  let rest = value;
  for (let at = offset + size - 1; at >= offset; at -= 1) {
    target[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

/** Reads a value, or null when a shorter encoding of it exists. */
function readField(
  bytes: Uint8Array,
  offset: number,
  size: number,
  bits: number,
): SFrameInteger | null {
  if (size === 0) return bits;
  let value = 0;
  for (let i = 0; i < Math.min(size, numberSizeBytes); i += 1) {
    value = value * 256 + (bytes[offset + i] ?? 0);
  }
  const isShortest = size === 1 ? value > lowBits : bytes[offset] !== 0;
  if (!isShortest) return null;
  if (size <= numberSizeBytes) return value;
  let large = BigInt(value);
  for (let i = numberSizeBytes; i < size; i += 1)
    large = (large << 8n) | BigInt(bytes[offset + i] ?? 0);
  return large;
}
