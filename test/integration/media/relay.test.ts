import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRelayChannel } from '../../../renderer/platform/relay-channel.ts';
import {
  connectSignaling,
  type SignalingConnection,
} from '../../../renderer/platform/signaling-connection.ts';
import type { OpenSocket } from '../../../renderer/platform/socket.ts';
import { Scope } from '../../../src/base/scope.ts';
import { systemClock } from '../../../server/system-ports.ts';
import type { RoomId } from '../../../src/contract/ids.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { makeInvite } from '../../support/test-session.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { randomRoomId, type TestTherapist } from '../../support/test-therapist.ts';

const reason = missingWorker();
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const log = recordingLog();

/** The product's socket with a header that only browsers set by themselves. */
const openSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url, { origin: 'app://quietroom' });
  socket.on('open', () => {
    events.opened();
  });
  socket.on('message', (data: Buffer) => {
    events.received(data.toString('utf8'));
  });
  socket.on('close', (code) => {
    events.closed(code);
  });
  socket.on('error', () => undefined);
  return {
    send: (text) => {
      socket.send(text);
    },
    // As a network does it: without a word.
    close: () => {
      socket.terminate();
    },
  };
};

describe.skipIf(reason !== null)(`the relay of a real server${skipNote(reason)}`, () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });

  afterAll(async () => {
    await server.close();
  });

  const connect = () => connectSignaling(server.origin, { openSocket, clock: systemClock, log });

  function channelOf(received: number[]) {
    const scope = new Scope();
    const channel = createRelayChannel({
      receive: ({ payload }) => {
        received.push(new DataView(payload.buffer).getUint16(0));
      },
      clock: systemClock,
      random,
      log,
      scope,
    });
    return { channel, scope };
  }

  async function asHost(therapist: TestTherapist, roomId: RoomId): Promise<SignalingConnection> {
    const host = await connect();
    const signed = therapist.signRoom(roomId, host.challenge);
    const opened = await host.call('room.open', { roomId, ...signed });
    await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
    return host;
  }

  it('delivers everything once and in order while both sides keep dropping', async () => {
    const count = 120;
    const roomId = randomRoomId();
    const therapist = await server.therapist();
    const { admission, request } = makeInvite();
    const [atHost, atGuest]: [number[], number[]] = [[], []];
    const [host, guest] = [channelOf(atHost), channelOf(atGuest)];

    let hostConnection = await asHost(therapist, roomId);
    await hostConnection.call('invite.create', request);
    let guestConnection = await connect();
    const ticket = await guestConnection.call('seat.redeem', { roomId, admission });
    const rtpCapabilities = ticket.routerRtpCapabilities;
    await guestConnection.call('seat.ready', { rtpCapabilities });
    const { seatId, resumeToken } = ticket;
    const admitted = new Promise<unknown>((resolve) => {
      guestConnection.on('seat.admitted', resolve);
    });
    host.channel.attach(hostConnection);
    guest.channel.attach(guestConnection);
    await hostConnection.call('lobby.admit', { seatId });
    await admitted;
    host.channel.start();
    guest.channel.start();

    const sent: Promise<number>[] = [];
    for (let number = 0; number < count; number += 1) {
      const payload = Uint8Array.from([number >> 8, number & 255]);
      sent.push(host.channel.send(seatId, payload), guest.channel.send(null, payload));
    }
    for (let drop = 0; drop < 6; drop += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 15);
      });
      if (drop % 2 === 0) {
        hostConnection.close();
        hostConnection = await connect();
        host.channel.attach(hostConnection);
        const signed = therapist.signRoom(roomId, hostConnection.challenge);
        await hostConnection.call('room.open', { roomId, ...signed });
        await hostConnection.call('room.enter', { rtpCapabilities });
        host.channel.start();
      } else {
        guestConnection.close();
        guestConnection = await connect();
        guest.channel.attach(guestConnection);
        await guestConnection.call('seat.resume', { roomId, resumeToken });
        await guestConnection.call('seat.ready', { rtpCapabilities });
        guest.channel.start();
      }
    }
    await Promise.all(sent);
    const expected = Array.from({ length: count }, (_, number) => number);
    await expect.poll(() => atHost.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
    await expect.poll(() => atGuest.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
    expect(atHost).toEqual(expected);
    expect(atGuest).toEqual(expected);
    host.scope.close();
    guest.scope.close();
    hostConnection.close();
    guestConnection.close();
  });
});
