import { describe, expect, it } from 'vitest';
import { WebSocketReader } from '../../../../tools/demo/tap/websocket-reader.ts';

const upgrade = 'GET /signal HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

/** A frame as a client sends it: masked. */
function frame(opcode: number, text: string, isLast = true): Buffer {
  const payload = Buffer.from(text);
  const mask = Buffer.from([1, 2, 3, 4]);
  const head =
    payload.length < 126
      ? [0x80 | payload.length]
      : payload.length < 65_536
        ? [0x80 | 126, payload.length >> 8, payload.length & 255]
        : [
            0x80 | 127,
            0,
            0,
            0,
            0,
            0,
            payload.length >> 16,
            (payload.length >> 8) & 255,
            payload.length & 255,
          ];
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([(isLast ? 0x80 : 0) | opcode, ...head]), mask, masked]);
}

const read = (reader: WebSocketReader) =>
  reader.messages.map((message) => Buffer.from(message).toString());

describe('WebSocketReader', () => {
  it('reads the request, then every message, however the bytes arrive', () => {
    const long = 'x'.repeat(300);
    const longest = 'y'.repeat(70_000);
    const stream = Buffer.concat([
      Buffer.from(upgrade),
      frame(1, 'one'),
      frame(1, long),
      frame(1, longest),
    ]);
    for (const chunkBytes of [1, 7, 4096, stream.length]) {
      const reader = new WebSocketReader();
      for (let at = 0; at < stream.length; at += chunkBytes) {
        reader.push(stream.subarray(at, at + chunkBytes));
        if (chunkBytes === 1 && at > 1000) {
          reader.push(stream.subarray(at + 1));
          break;
        }
      }
      expect(read(reader)).toEqual([upgrade, 'one', long, longest]);
    }
  });

  it('joins the parts of a message, and leaves out pings between them', () => {
    const reader = new WebSocketReader();
    reader.push(Buffer.from(upgrade));
    for (const part of [frame(1, 'a', false), frame(9, 'ping'), frame(0, 'b')]) reader.push(part);
    expect(read(reader)).toEqual([upgrade, 'ab']);
  });

  it('reads one request after the other on a connection that stays', () => {
    const reader = new WebSocketReader();
    reader.push(Buffer.from('GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n'));
    expect(read(reader)).toEqual(['GET /a HTTP/1.1\r\n\r\n', 'GET /b HTTP/1.1\r\n\r\n']);
  });

  it.each([
    ['compressed', Buffer.from([0xc1, 0x80, 0, 0, 0, 0])],
    ['unmasked', Buffer.from([0x81, 0x00])],
  ])('refuses what it cannot read: a %s frame', (_what, bytes) => {
    const reader = new WebSocketReader();
    reader.push(Buffer.from(upgrade));
    expect(() => {
      reader.push(bytes);
    }).toThrow('a frame that no client of ours sends');
  });
});
