/** What of an RTP packet (RFC 3550 §5.1) a listener needs. */
export interface RtpPacket {
  readonly sequence: number;
  /** The marker: on a picture's last packet (RFC 7741 §4.1). */
  readonly isLast: boolean;
  readonly payload: Uint8Array;
}

const fixedBytes = 12;
const [paddingBit, extensionBit, sourceCount, markerBit] = [0x20, 0x10, 0x0f, 0x80];

/** Takes a packet apart. @returns null when it is none */
export function readRtpPacket(bytes: Uint8Array): RtpPacket | null {
  if (bytes.length < fixedBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(0);
  if (first >> 6 !== 2) return null;
  let start = fixedBytes + 4 * (first & sourceCount);
  if ((first & extensionBit) !== 0) {
    if (start + 4 > bytes.length) return null;
    start += 4 + 4 * view.getUint16(start + 2);
  }
  const end = bytes.length - ((first & paddingBit) === 0 ? 0 : view.getUint8(bytes.length - 1));
  if (start > end) return null;
  return {
    sequence: view.getUint16(2),
    isLast: (view.getUint8(1) & markerBit) !== 0,
    payload: bytes.slice(start, end),
  };
}
