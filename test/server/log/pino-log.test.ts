import { describe, expect, it } from 'vitest';
import { createPinoLog } from '../../../server/log/pino-log.ts';
import type { LogFields } from '../../../src/base/ports.ts';

const roomId = 'AAAAAAAAAAAAAAAAAAAAAA';
const token = 'B'.repeat(43);

function logged(event: string, fields?: LogFields): Record<string, unknown> {
  const lines: string[] = [];
  createPinoLog({ write: (line) => lines.push(line) }).info(event, fields);
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

describe('the server log', () => {
  it('writes the event and what is on the list', () => {
    expect(logged('room-closed', { roomId, reason: 'host-gone', rooms: 3 })).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-/u) as unknown,
      msg: 'room-closed',
      roomId,
      reason: 'host-gone',
      rooms: 3,
    });
  });

  it('names no host and no process of its own accord', () => {
    expect(Object.keys(logged('room-opened'))).toEqual(['level', 'time', 'msg']);
  });

  it.each<[string, LogFields]>([
    ['an address', { ip: '192.0.2.7' }],
    ['a name under a name of its own', { 'Ada Lovelace': 1 }],
    ['a token in place of an id', { roomId: token }],
    ['SDP in place of a reason', { reason: 'v=0\r\no=- 1 1 IN IP4 192.0.2.7' }],
    ['an address in place of a code', { code: '192.0.2.7' }],
    ['a sentence in place of a call', { call: 'the client said' }],
    ['a text in place of a count', { rooms: '3' }],
    ['a fraction in place of a count', { rooms: 0.5 }],
    ['a stranger path', { where: '/home/ada/secret.ts:1' }],
    ['a prototype member', { constructor: 'x' }],
  ])('counts %s and leaves it out', (_what, fields) => {
    const { level: _level, time: _time, ...line } = logged('call-failed', fields);
    expect(line).toEqual({ msg: 'call-failed', redacted: 1 });
  });

  it.each(['Ada came in', token, '192.0.2.7', ''])(
    'writes no event that is no fixed word',
    (text) => {
      expect(logged(text)['msg']).toBe('redacted');
    },
  );

  it('keeps the place of a bug', () => {
    expect(logged('call-failed', { where: 'server/room/room.ts:12' })['where']).toBe(
      'server/room/room.ts:12',
    );
  });
});
