import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { SIGNALING_PROTOCOL } from '../../../src/contract/signaling.ts';
import { serverLimits, type ServerLimits } from '../../../server/config/server-limits.ts';
import { HostProof } from '../../../server/auth/host-proof.ts';
import { Enrolment } from '../../../server/auth/enrolment.ts';
import { MemoryEnrolmentStore } from '../../../server/auth/memory-enrolment-store.ts';
import { RoomRegistry } from '../../../server/registry/room-registry.ts';
import type { Room } from '../../../server/room/room.ts';
import { Rooms } from '../../../server/room/rooms.ts';
import { systemRandom } from '../../../server/system-ports.ts';
import { Connection } from '../../../server/transport/connection.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { makeInvite } from '../../support/test-session.ts';
import { randomRoomId, TestTherapist } from '../../support/test-therapist.ts';
import { FakeSfu, someRtpCapabilities } from '../support/fake-sfu.ts';
import { testTurnDesk } from '../support/test-turn-desk.ts';
import { FakeWebSocket } from '../support/fake-web-socket.ts';

const origin = 'https://rooms.example';
const code = 'GOOD-CODE-1';
const code2 = 'GOOD-CODE-2';

/** A server side without a network: connections over fake sockets, rooms over a fake SFU. */
async function setUp(overrides: Partial<ServerLimits> = {}, hasTurn = false) {
  const clock = new FakeClock();
  const log = recordingLog();
  const sfu = new FakeSfu();
  const bounds = serverLimits.parse(overrides);
  const enrolment = new Enrolment({
    store: new MemoryEnrolmentStore(),
    clock,
    attemptsPerMinute: 100,
    codeMaxAgeMs: 1_000_000,
  });
  await enrolment.addCode(code);
  await enrolment.addCode(code2);
  const rooms = new Rooms({
    sfu,
    registry: new RoomRegistry<Room>(bounds.rooms),
    roomLimits: bounds,
    roomsPerHost: bounds.roomsPerHost,
    turn: hasTurn ? testTurnDesk(clock) : null,
    clock,
    random: systemRandom,
    log,
  });
  const services = { rooms, hostProof: new HostProof({ publicOrigin: origin, enrolment }) };
  const connect = () => {
    const socket = new FakeWebSocket();
    const connection = new Connection({
      socket,
      services,
      serverLimits: bounds,
      clock,
      random: systemRandom,
      log,
    });
    return new Peer(socket, connection);
  };
  return { clock, log, sfu, rooms, connect };
}

class Peer {
  readonly socket: FakeWebSocket;
  readonly connection: Connection;
  #lastId = 0;

  constructor(socket: FakeWebSocket, connection: Connection) {
    this.socket = socket;
    this.connection = connection;
  }

  say(text: string): void {
    this.connection.onMessage(Buffer.from(text), false);
  }

  post(call: string, data: unknown): number {
    this.#lastId += 1;
    this.say(JSON.stringify({ id: this.#lastId, call, data }));
    return this.#lastId;
  }

  async call(call: string, data: unknown): Promise<unknown> {
    const id = this.post(call, data);
    await settle();
    const frame = this.socket.sent.find((one) => 'id' in one && one.id === id);
    return frame && 'ok' in frame ? (frame.ok ? frame.data : frame.error.code) : null;
  }

  async greet(): Promise<string> {
    const answer = (await this.call('hello', { protocol: SIGNALING_PROTOCOL })) as {
      challenge: string;
    };
    return answer.challenge;
  }

  async enrolAndOpen(
    therapist = new TestTherapist(origin),
    roomId = randomRoomId(),
    enrolmentCode = code,
  ) {
    const challenge = await this.greet();
    await this.call('host.enrol', {
      code: enrolmentCode,
      ...therapist.signEnrolment(challenge),
    });
    const answer = await this.call('room.open', {
      roomId,
      ...therapist.signRoom(roomId, challenge),
    });
    return { roomId, answer };
  }
}

describe('the first word', () => {
  it('is hello, answered with a challenge of this connection', async () => {
    const { connect } = await setUp();
    const challenges = [await connect().greet(), await connect().greet()];
    expect(challenges[0]).toHaveLength(43);
    expect(challenges[0]).not.toBe(challenges[1]);
  });

  it.each([true, false])(
    'tells whether there is a TURN server (%s), and no more of it',
    async (hasTurn) => {
      const { connect } = await setUp({}, hasTurn);
      const answer = await connect().call('hello', { protocol: SIGNALING_PROTOCOL });
      expect(answer).toMatchObject({ hasTurn });
      expect(Object.keys(answer as object).toSorted()).toEqual([
        'challenge',
        'hasTurn',
        'protocol',
      ]);
    },
  );

  it.each([SIGNALING_PROTOCOL - 1, SIGNALING_PROTOCOL + 1])(
    'of protocol %i is answered with update-required and the end',
    async (protocol) => {
      const { connect } = await setUp();
      const peer = connect();
      expect(await peer.call('hello', { protocol, more: true })).toBe('update-required');
      expect(peer.socket.closes).toEqual([{ code: 4426, reason: 'update-required' }]);
      expect(await peer.call('hello', { protocol: SIGNALING_PROTOCOL })).toBeNull();
      expect(peer.socket.sent).toHaveLength(1);
    },
  );

  it('is waited for only so long', async () => {
    const { connect, clock } = await setUp({ helloMs: 500, heartbeatMs: 100_000 });
    const silent = connect();
    const greeted = connect();
    await greeted.greet();
    await clock.advance(500);
    expect(silent.socket.closes).toMatchObject([{ code: 4400 }]);
    expect(greeted.socket.closes).toEqual([]);
    await clock.advance(2_000);
    expect(silent.socket.isTerminated).toBe(true);
  });

  it('is said once', async () => {
    const { connect } = await setUp();
    const peer = connect();
    await peer.greet();
    expect(await peer.call('hello', { protocol: SIGNALING_PROTOCOL })).toBe('unauthorized');
  });
});

describe('bad messages', () => {
  it('are answered, and end the connection after several', async () => {
    const { connect } = await setUp({ malformedMessages: 3 });
    const peer = connect();
    for (const bad of ['', '{', '[]', '{"id":4}']) peer.say(bad);
    expect(peer.socket.refusals).toEqual(['bad-request', 'bad-request', 'bad-request']);
    expect(peer.socket.closes).toEqual([{ code: 4400, reason: 'bad-request' }]);
  });

  it('that are too large are said to be', async () => {
    const { connect } = await setUp();
    const peer = connect();
    peer.say(' '.repeat(limits.signalingMessageBytes + 1));
    expect(peer.socket.refusals).toEqual(['too-large']);
  });

  it('with data outside the contract never reach a handler', async () => {
    const { connect } = await setUp();
    const peer = connect();
    await peer.greet();
    expect(await peer.call('room.open', { roomId: 'short' })).toBe('bad-request');
    expect(await peer.call('seat.redeem', { surprise: 1 })).toBe('bad-request');
  });

  it('that come too fast are refused, and end the connection if that does not help', async () => {
    const { connect } = await setUp({ callBurst: 2, callsPerSecond: 1 });
    const peer = connect();
    await peer.greet();
    peer.post('room.end', {});
    for (let i = 0; i < 100; i += 1) peer.post('room.end', {});
    await settle();
    expect(peer.socket.refusals.filter((one) => one === 'too-many')).toHaveLength(64);
    expect(peer.socket.closes).toEqual([{ code: 4429, reason: 'too-many' }]);
  });

  it('that pile up behind a slow call are refused', async () => {
    const { connect, sfu } = await setUp({ pendingCalls: 2 });
    const peer = connect();
    await peer.enrolAndOpen();
    const [mediaRoom] = sfu.rooms;
    const gate = Promise.withResolvers<void>();
    if (mediaRoom) mediaRoom.pause = () => gate.promise;
    peer.post('room.enter', { rtpCapabilities: someRtpCapabilities });
    peer.post('room.end', {});
    peer.post('room.end', {});
    expect(peer.socket.refusals).toEqual(['too-many']);
    gate.resolve();
  });
});

describe('attempts', () => {
  it('that fail end the connection after several', async () => {
    const { connect } = await setUp({ failedAttempts: 2 });
    const peer = connect();
    await peer.greet();
    const guess = { roomId: randomRoomId(), admission: 'A'.repeat(43) };
    expect(await peer.call('seat.redeem', guess)).toBe('invite-invalid');
    expect(peer.socket.closes).toEqual([]);
    expect(await peer.call('seat.redeem', guess)).toBe('invite-invalid');
    expect(peer.socket.closes).toEqual([{ code: 4401, reason: 'unauthorized' }]);
  });

  it('with a signature over another connection’s challenge fail', async () => {
    const { connect } = await setUp();
    const therapist = new TestTherapist(origin);
    await connect().enrolAndOpen(therapist);
    const [mine, other] = [connect(), connect()];
    await mine.greet();
    const foreign = await other.greet();
    const roomId = randomRoomId();
    const request = { roomId, ...therapist.signRoom(roomId, foreign) };
    expect(await mine.call('room.open', request)).toBe('unauthorized');
  });

  it('to open somebody else’s room are a conflict', async () => {
    const { connect, rooms } = await setUp();
    const { roomId } = await connect().enrolAndOpen();
    const { answer } = await connect().enrolAndOpen(new TestTherapist(origin), roomId, code2);
    expect(answer).toBe('conflict');
    expect(rooms.find(roomId)?.inspect().seats).toMatchObject([{ role: 'host', connected: true }]);
  });
});

describe('a connection', () => {
  it('is pinged, and cut when no pong comes', async () => {
    const { connect, clock } = await setUp({ heartbeatMs: 1_000 });
    const [alive, dead] = [connect(), connect()];
    await Promise.all([alive.greet(), dead.greet()]);
    await clock.advance(1_000);
    alive.connection.onPong();
    await clock.advance(1_000);
    expect([alive.socket.isTerminated, dead.socket.isTerminated]).toEqual([false, true]);
  });

  it('is cut when its peer does not read', async () => {
    const { connect } = await setUp({ sendBufferBytes: 1_000 });
    const peer = connect();
    peer.socket.bufferedAmount = 1_001;
    await peer.greet();
    expect(peer.socket.isTerminated).toBe(true);
  });

  it('drops its seat when it ends, and leaves no timer but the grace time', async () => {
    const { connect, rooms, clock } = await setUp();
    const peer = connect();
    const { roomId } = await peer.enrolAndOpen();
    peer.connection.onClose();
    expect(rooms.find(roomId)?.inspect().seats).toMatchObject([{ role: 'host', connected: false }]);
    expect(clock.pending).toBe(1);
    await clock.advance(limits.hostGraceMs);
    expect(rooms.find(roomId)).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('that ended while a room was being opened for it drops the seat', async () => {
    const { connect, rooms, sfu } = await setUp();
    const therapist = new TestTherapist(origin);
    const first = connect();
    await first.enrolAndOpen(therapist);
    const peer = connect();
    const challenge = await peer.greet();
    const roomId = randomRoomId();
    const gate = Promise.withResolvers<void>();
    const openRoom = sfu.openRoom.bind(sfu);
    sfu.openRoom = async () => {
      await gate.promise;
      return openRoom();
    };
    peer.post('room.open', { roomId, ...therapist.signRoom(roomId, challenge) });
    await settle();
    peer.connection.onClose();
    gate.resolve();
    await settle();
    expect(rooms.find(roomId)?.inspect().seats).toMatchObject([{ connected: false }]);
  });

  it('answers timeout and ends when a call does not settle', async () => {
    const { connect, clock, sfu } = await setUp({ heartbeatMs: 1_000_000 });
    const peer = connect();
    await peer.enrolAndOpen();
    const [mediaRoom] = sfu.rooms;
    if (mediaRoom) mediaRoom.pause = () => new Promise(() => undefined);
    peer.post('room.enter', { rtpCapabilities: someRtpCapabilities });
    await clock.advance(limits.requestTimeoutMs);
    expect(peer.socket.refusals).toEqual(['timeout']);
    expect(peer.socket.closes).toEqual([{ code: 1011, reason: 'timeout' }]);
  });

  it('answers a bug with internal, and logs where it was', async () => {
    const { connect, sfu, log } = await setUp();
    const peer = connect();
    await peer.enrolAndOpen();
    const [mediaRoom] = sfu.rooms;
    if (mediaRoom) mediaRoom.pause = () => Promise.reject(new Error('192.0.2.1 said no'));
    expect(await peer.call('room.enter', { rtpCapabilities: someRtpCapabilities })).toBe(
      'internal',
    );
    const line = log.lines.find(({ event }) => event === 'call-failed');
    expect(line?.fields).toMatchObject({ call: 'room.enter', code: 'internal' });
    expect(JSON.stringify(log.lines)).not.toContain('192.0.2.1');
  });
});

describe('an admission', () => {
  it('is answered while the guest’s transports are made, and what is relayed meanwhile is kept', async () => {
    const { connect, sfu, clock } = await setUp();
    const [host, guest] = [connect(), connect()];
    const { roomId } = await host.enrolAndOpen();
    const { admission, request } = makeInvite();
    const window = { opensAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 60_000 };
    await host.call('invite.create', { ...request, ...window });
    await guest.greet();
    const { seatId } = (await guest.call('seat.redeem', { roomId, admission })) as {
      seatId: string;
    };
    await guest.call('seat.ready', { rtpCapabilities: someRtpCapabilities });
    const made = Promise.withResolvers<void>();
    const [mediaRoom] = sfu.rooms;
    if (mediaRoom) mediaRoom.pause = () => made.promise;
    expect(await host.call('lobby.admit', { seatId })).toEqual({});
    const message = { messageId: testId(1), to: seatId, payload: 'AAAA' };
    expect(await host.call('relay.send', message)).toEqual({ sequence: 1 });
    expect(guest.socket.pushNames).toEqual([]);
    made.resolve();
    await settle();
    expect(guest.socket.pushNames).toEqual(['seat.admitted', 'relay.message']);
  });
});

describe('one host', () => {
  it('has only so many rooms', async () => {
    const { connect } = await setUp({ roomsPerHost: 1 });
    const therapist = new TestTherapist(origin);
    await connect().enrolAndOpen(therapist);
    const peer = connect();
    const challenge = await peer.greet();
    const roomId = randomRoomId();
    const request = { roomId, ...therapist.signRoom(roomId, challenge) };
    expect(await peer.call('room.open', request)).toBe('too-many');
  });
});
