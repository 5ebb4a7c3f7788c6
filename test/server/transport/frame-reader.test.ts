import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { SIGNALING_PROTOCOL } from '../../../src/contract/signaling.ts';
import { readFrame } from '../../../server/transport/frame-reader.ts';

const read = (value: unknown) => readFrame(Buffer.from(JSON.stringify(value)), false);

describe('readFrame', () => {
  it('reads a call', () => {
    expect(read({ id: 7, call: 'room.end', data: {} })).toEqual({
      kind: 'call',
      id: 7,
      call: 'room.end',
      data: {},
    });
  });

  it.each([
    ['an unknown call', { id: 7, call: 'room.record', data: {} }, 7],
    ['a push in place of a call', { id: 7, call: 'room.closed', data: {} }, 7],
    ['a member of every object', { id: 7, call: 'constructor', data: {} }, 7],
    ['an extra key', { id: 7, call: 'room.end', data: {}, extra: 1 }, 7],
    ['no id', { call: 'room.end', data: {} }, 0],
    ['id 0', { id: 0, call: 'room.end', data: {} }, 0],
    ['an id that is no number', { id: 'x', call: 'room.end', data: {} }, 0],
    ['an array', [], 0],
    ['null', null, 0],
  ])('calls %s malformed', (_what, value, id) => {
    expect(read(value)).toEqual({ kind: 'malformed', id });
  });

  it('calls binary frames and text that is no JSON malformed', () => {
    const call = Buffer.from(JSON.stringify({ id: 1, call: 'room.end', data: {} }));
    expect(readFrame(call, true)).toEqual({ kind: 'malformed', id: 0 });
    expect(readFrame(Buffer.from('{"id":1'), false)).toEqual({ kind: 'malformed', id: 0 });
    expect(readFrame(Buffer.alloc(0), false)).toEqual({ kind: 'malformed', id: 0 });
  });

  it('does not read what is larger than the contract allows', () => {
    const text = JSON.stringify({ id: 1, call: 'room.end', data: {} });
    const padded = (length: number) => Buffer.from(text.padEnd(length));
    expect(readFrame(padded(limits.signalingMessageBytes), false).kind).toBe('call');
    expect(readFrame(padded(limits.signalingMessageBytes + 1), false).kind).toBe('too-large');
  });

  it.each([
    ['older', { protocol: SIGNALING_PROTOCOL - 1 }],
    ['newer', { protocol: SIGNALING_PROTOCOL + 1 }],
    ['newer, with more to say', { protocol: SIGNALING_PROTOCOL + 1, features: ['x'] }],
    ['of another kind', { protocol: '2.0' }],
  ])('knows a hello that is %s', (_what, data) => {
    expect(read({ id: 3, call: 'hello', data })).toEqual({ kind: 'other-protocol', id: 3 });
    expect(read({ id: 3, call: 'hello', data, trace: 'x' })).toEqual({
      kind: 'other-protocol',
      id: 3,
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (text, isBinary) => {
        expect(() => readFrame(Buffer.from(text), isBinary)).not.toThrow();
      }),
    );
  });
});
