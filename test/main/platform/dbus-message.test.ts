import { describe, expect, it } from 'vitest';
import { encodeBusCall, firstBusMessage } from '../../../main/platform/dbus-message.ts';

const hello = encodeBusCall({
  serial: 1,
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
});

/** A reply as another implementation would write it, in the byte order that is asked for. */
function reply(type: number, bodyBytes: number, order: 'l' | 'B'): Buffer {
  const header = Buffer.alloc(16);
  header.write(order);
  header.writeUInt8(type, 1);
  const write = (value: number, at: number): unknown =>
    order === 'l' ? header.writeUInt32LE(value, at) : header.writeUInt32BE(value, at);
  write(bodyBytes, 4);
  write(13, 12);
  return Buffer.concat([header, Buffer.alloc(16), Buffer.alloc(bodyBytes)]);
}

describe('encodeBusCall', () => {
  it('writes a call as the specification says', () => {
    // Byte order, type, flags, version; then the first field: path, type 'o', 21 characters.
    expect(hello.subarray(0, 4).toString('hex')).toBe('6c010001');
    expect(hello.readUInt32LE(4)).toBe(0);
    expect(hello.readUInt32LE(8)).toBe(1);
    expect(hello.length % 8).toBe(0);
    expect(hello.subarray(16, 24).toString('hex')).toBe('01016f0015000000');
    expect(hello.toString('latin1')).toContain('/org/freedesktop/DBus\0');
    expect(hello.toString('latin1')).toContain('Hello\0');
  });
});

describe('firstBusMessage', () => {
  it.each(['l', 'B'] as const)('measures a message in byte order %s', (order) => {
    const message = reply(2, 11, order);
    expect(firstBusMessage(Buffer.concat([message, Buffer.alloc(7)]))).toEqual({
      type: 2,
      sizeBytes: message.length,
    });
  });

  it('waits for a message that has not all arrived', () => {
    const message = reply(3, 5, 'l');
    for (let size = 0; size < message.length; size += 1) {
      expect(firstBusMessage(message.subarray(0, size))).toBeNull();
    }
    expect(firstBusMessage(message)?.type).toBe(3);
  });

  it('measures what encodeBusCall writes', () => {
    expect(firstBusMessage(hello)).toEqual({ type: 1, sizeBytes: hello.length });
  });
});
