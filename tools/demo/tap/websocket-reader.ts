import { concatBytes } from '../../../src/base/bytes.ts';

const finBit = 0x80;
const reservedBits = 0x70;
const maskBit = 0x80;
const firstControlOpcode = 8;

/**
 * Reads what a client sent on one connection, from the first byte on: its HTTP head and then, message by message, what its
 * WebSocket frames (RFC 6455 §5.2) carry. Requests that never become a WebSocket are one message.
 */
export class WebSocketReader {
  readonly messages: Uint8Array[] = [];
  #bytes: Uint8Array = new Uint8Array();
  #isUpgraded = false;
  #parts: Uint8Array[] = [];

  /** @throws Error when the stream cannot be read: a tap that is deaf proves nothing */
  push(bytes: Uint8Array): void {
    this.#bytes = concatBytes(this.#bytes, bytes);
    while (this.#isUpgraded ? this.#readFrame() : this.#readHead());
  }

  #readHead(): boolean {
    const text = Buffer.from(this.#bytes).toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return false;
    this.messages.push(this.#bytes.subarray(0, end + 4));
    this.#isUpgraded = /\r\nupgrade: websocket\r\n/iu.test(text.slice(0, end + 2));
    this.#bytes = this.#bytes.subarray(end + 4);
    return true;
  }

  #readFrame(): boolean {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    if (view.byteLength < 2) return false;
    const [first, second] = [view.getUint8(0), view.getUint8(1)];
    if ((first & reservedBits) !== 0 || (second & maskBit) === 0) {
      throw new Error('a frame that no client of ours sends');
    }
    const shortSize = second & 0x7f;
    const sizeBytes = shortSize === 127 ? 8 : shortSize === 126 ? 2 : 0;
    const start = 2 + sizeBytes + 4;
    if (view.byteLength < start) return false;
    const size =
      sizeBytes === 8
        ? Number(view.getBigUint64(2))
        : sizeBytes === 2
          ? view.getUint16(2)
          : shortSize;
    if (view.byteLength < start + size) return false;
    const mask = this.#bytes.subarray(start - 4, start);
    const payload = this.#bytes
      .subarray(start, start + size)
      .map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    this.#bytes = this.#bytes.subarray(start + size);
    if ((first & 0x0f) < firstControlOpcode) this.#takePart(payload, (first & finBit) !== 0);
    return true;
  }

  #takePart(payload: Uint8Array, isLast: boolean): void {
    this.#parts.push(payload);
    if (!isLast) return;
    this.messages.push(concatBytes(...this.#parts));
    this.#parts = [];
  }
}
