/** One packet's part of a picture. */
export interface Vp8Part {
  /** The picture begins here. */
  readonly isFirst: boolean;
  readonly data: Uint8Array;
}

/** Takes the payload descriptor (RFC 7741 §4.2) off a packet's payload. @returns null when there is nothing behind it */
export function readVp8Payload(payload: Uint8Array): Vp8Part | null {
  const first = payload[0] ?? 0;
  let size = 1;
  if ((first & 0x80) !== 0) {
    const extensions = payload[size] ?? 0;
    size += 1;
    // Picture id of one or two bytes, TL0PICIDX, and one byte for TID and KEYIDX together.
    if ((extensions & 0x80) !== 0) size += ((payload[size] ?? 0) & 0x80) === 0 ? 1 : 2;
    if ((extensions & 0x40) !== 0) size += 1;
    if ((extensions & 0x30) !== 0) size += 1;
  }
  // S is set and the partition index is 0.
  const isFirst = (first & 0x17) === 0x10;
  return size < payload.length ? { isFirst, data: payload.subarray(size) } : null;
}
