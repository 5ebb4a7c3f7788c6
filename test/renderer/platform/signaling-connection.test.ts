import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectSignaling,
  type SignalingConnection,
} from '../../../renderer/platform/signaling-connection.ts';
import { limits } from '../../../src/contract/limits.ts';
import { SIGNALING_PROTOCOL } from '../../../src/contract/signaling.ts';
import { closeCodes } from '../../../src/contract/signaling-wire.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { fakeSockets, type FakeSocket } from '../../support/fake-socket.ts';
import { recordingLog } from '../../support/recording-log.ts';

const challenge = testBytes32(7);

function setUp(origin = 'https://rooms.example') {
  const sockets = fakeSockets();
  const clock = new FakeClock();
  const log = recordingLog();
  const connecting = connectSignaling(origin, { openSocket: sockets.open, clock, log });
  connecting.catch(() => undefined);
  return { sockets, clock, log, connecting };
}

async function connected(hasTurn = false) {
  const { sockets, clock, log, connecting } = setUp();
  const [socket] = sockets.all;
  if (!socket) throw new Error('no socket was opened');
  socket.open();
  socket.receive({
    id: 1,
    ok: true,
    data: { protocol: SIGNALING_PROTOCOL, challenge, hasTurn },
  });
  return { socket, clock, log, connection: await connecting };
}

function leave(connection: SignalingConnection) {
  return connection.call('seat.leave', {});
}

describe('connecting', () => {
  it('goes to the signaling path of the origin, encrypted', async () => {
    const { sockets } = setUp('https://rooms.example:8443');
    await settle();
    expect(sockets.all[0]?.url).toBe('wss://rooms.example:8443/signal');
  });

  it('uses plain text on loopback only', async () => {
    const { sockets } = setUp('http://127.0.0.1:4000');
    await settle();
    expect(sockets.all[0]?.url).toBe('ws://127.0.0.1:4000/signal');
    await expect(setUp('http://rooms.example').connecting).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(setUp('not an origin').connecting).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('greets first, with its protocol number', async () => {
    const { socket, connection } = await connected();
    expect(JSON.parse(socket.sent[0] ?? '')).toEqual({
      id: 1,
      call: 'hello',
      data: { protocol: SIGNALING_PROTOCOL },
    });
    expect(connection.challenge).toBe(challenge);
  });

  it('tells whether the server has a TURN server', async () => {
    expect((await connected(true)).connection.hasTurn).toBe(true);
    expect((await connected(false)).connection.hasTurn).toBe(false);
  });

  it('says update-required when the server refuses the protocol, or speaks another one', async () => {
    const refused = setUp();
    refused.sockets.all[0]?.open();
    refused.sockets.all[0]?.receive({ id: 1, ok: false, error: { code: 'update-required' } });
    await expect(refused.connecting).rejects.toMatchObject({ code: 'update-required' });
    const newer = setUp();
    newer.sockets.all[0]?.open();
    const data = { protocol: 999, challenge, hasTurn: false };
    newer.sockets.all[0]?.receive({ id: 1, ok: true, data });
    await expect(newer.connecting).rejects.toMatchObject({ code: 'update-required' });
    expect(newer.sockets.all[0]?.isClosed).toBe(true);
  });

  it('gives up with timeout when nobody answers, and closes the socket', async () => {
    const { sockets, clock, connecting } = setUp();
    await clock.advance(limits.requestTimeoutMs);
    await expect(connecting).rejects.toMatchObject({ code: 'timeout' });
    expect(sockets.all[0]?.isClosed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('says connection-lost when the socket never opens', async () => {
    const { sockets, connecting } = setUp();
    sockets.all[0]?.end();
    await expect(connecting).rejects.toMatchObject({ code: 'connection-lost' });
  });
});

describe('calling', () => {
  it('settles each call by the answer of its own number', async () => {
    const { socket, connection } = await connected();
    const first = connection.call('relay.send', {
      messageId: testId(1),
      to: null,
      payload: 'AAAA',
    });
    const second = leave(connection);
    socket.receive({ id: 3, ok: false, error: { code: 'not-admitted' } });
    socket.receive({ id: 2, ok: true, data: { sequence: 5 } });
    await expect(first).resolves.toEqual({ sequence: 5 });
    await expect(second).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('refuses an answer of another shape', async () => {
    const { socket, connection } = await connected();
    const call = leave(connection);
    socket.receive({ id: 2, ok: true, data: { extra: true } });
    await expect(call).rejects.toMatchObject({ code: 'internal' });
  });

  it('turns an error code that it does not know into internal', async () => {
    const { socket, connection } = await connected();
    const call = leave(connection);
    socket.receive({ id: 2, ok: false, error: { code: 'from-the-future' } });
    await expect(call).rejects.toMatchObject({ code: 'internal' });
  });

  it('ends the connection when a call is not answered in time', async () => {
    const { socket, clock, connection } = await connected();
    const call = leave(connection);
    call.catch(() => undefined);
    await clock.advance(limits.requestTimeoutMs);
    await expect(call).rejects.toMatchObject({ code: 'timeout' });
    await expect(connection.ended).resolves.toMatchObject({ code: 'connection-lost' });
    expect(socket.isClosed).toBe(true);
  });

  it('does not send what is larger than the server takes', async () => {
    const { socket, connection } = await connected();
    const payload = 'A'.repeat(limits.signalingMessageBytes);
    await expect(
      connection.call('relay.send', { messageId: testId(1), to: null, payload }),
    ).rejects.toMatchObject({ code: 'too-large' });
    expect(socket.sent).toHaveLength(1);
  });

  it('rejects everything pending, and everything after, when the socket closes', async () => {
    const { socket, clock, connection } = await connected();
    const call = leave(connection);
    socket.end();
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(leave(connection)).rejects.toMatchObject({ code: 'connection-lost' });
    expect(clock.pending).toBe(0);
  });

  it.each(Object.entries(closeCodes))('knows close code %s', async (code, number) => {
    const { socket, connection } = await connected();
    socket.end(number);
    await expect(connection.ended).resolves.toMatchObject({ code });
  });
});

describe('receiving', () => {
  it('hands pushes to their listeners until they stop listening', async () => {
    const { socket, connection } = await connected();
    const heard: string[] = [];
    const off = connection.on('seat.left', ({ seatId }) => heard.push(seatId));
    socket.receive({ push: 'seat.left', data: { seatId: testId(1) } });
    off();
    socket.receive({ push: 'seat.left', data: { seatId: testId(2) } });
    expect(heard).toEqual([testId(1)]);
  });

  const nonsense: readonly [string, (socket: FakeSocket) => void, string][] = [
    ['an unknown push', (s) => s.receive({ push: 'x.y', data: {} }), 'signaling-push-unknown'],
    [
      'a push named like a property of every object',
      (s) => s.receive({ push: 'constructor', data: {} }),
      'signaling-push-unknown',
    ],
    ['a call as a push', (s) => s.receive({ push: 'hello', data: {} }), 'signaling-push-unknown'],
    [
      'a push of another shape',
      (s) => s.receive({ push: 'seat.left', data: { seatId: 'x' } }),
      'signaling-push-unreadable',
    ],
    ['text that is not JSON', (s) => s.receive('{'), 'signaling-frame-unreadable'],
    ['a binary message', (s) => s.receiveRaw(new Uint8Array(3)), 'signaling-frame-unreadable'],
    [
      'an answer nobody waits for',
      (s) => s.receive({ id: 99, ok: true, data: {} }),
      'signaling-answer-unasked',
    ],
    [
      'an error without a call',
      (s) => s.receive({ id: 0, ok: false, error: { code: 'bad-request' } }),
      'signaling-error-unasked',
    ],
  ];

  it.each(nonsense)('notes %s and carries on', async (_what, send, event) => {
    const { socket, log, connection } = await connected();
    send(socket);
    expect(log.lines.map((line) => line.event)).toEqual([event]);
    const call = leave(connection);
    socket.receive({ id: 2, ok: true, data: {} });
    await expect(call).resolves.toEqual({});
  });

  it('survives anything at all', async () => {
    const { socket } = await connected();
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (data) => {
        expect(() => {
          socket.receiveRaw(data);
        }).not.toThrow();
      }),
    );
  });
});
