import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallName } from '../../../src/contract/contract.ts';
import type { Signaling } from '../../../src/contract/signaling.ts';
import { randomMessageId } from '../../support/message-id.ts';
import { SignalingClient } from '../../support/signaling-client.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import {
  audioParameters,
  comeIn,
  dtlsParameters,
  knock,
  makeInvite,
} from '../../support/test-session.ts';
import { randomRoomId } from '../../support/test-therapist.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.close();
});

async function openRoom() {
  const therapist = await server.therapist();
  const { client: host, roomId, opened } = await therapist.open();
  await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
  return { host, roomId, capabilities: opened.routerRtpCapabilities };
}

/** Redeems over a connection of its own; the answer is a seat, or the code of the refusal. */
async function redeem(roomId: string, admission: string): Promise<string> {
  const { client } = await SignalingClient.greet(server.origin);
  const seat = await client.callRaw('seat.redeem', { roomId, admission }).then(
    () => 'a seat',
    (error: { code: string }) => error.code,
  );
  await client.close();
  return seat;
}

describe('a guest who skips the lobby', () => {
  it('gets not-admitted for everything inside, and no transport comes to be', async () => {
    const { host, roomId, capabilities } = await openRoom();
    const { client } = await knock(server.origin, host, roomId);
    const attempts: [CallName<Signaling>, unknown][] = [
      ['media.connect', { direction: 'send', dtlsParameters }],
      ['media.connect', { direction: 'recv', dtlsParameters }],
      ['media.produce', audioParameters()],
      ['media.mute', { source: 'audio', muted: false }],
      ['media.stop', { source: 'audio' }],
      ['media.consumer-ready', { consumerId: 'x' }],
      ['media.request-picture', { consumerId: 'x' }],
      ['media.restart-ice', { direction: 'recv' }],
      ['relay.send', { messageId: randomMessageId(), to: null, payload: 'AAAA' }],
      ['relay.acknowledge', { sequence: 1 }],
    ];
    for (const [name, data] of attempts) {
      await expect(client.callRaw(name, data)).rejects.toMatchObject({ code: 'not-admitted' });
    }
    await client.call('seat.ready', { rtpCapabilities: capabilities });
    expect(client.pushes).toEqual([]);
    expect(server.inspect().rooms[0]).toMatchObject({
      transports: 2,
      transportsBeforeAdmission: 0,
    });
  });

  it('cannot act as the host', async () => {
    const { host, roomId, capabilities } = await openRoom();
    const { client, ticket } = await knock(server.origin, host, roomId);
    const attempts: [CallName<Signaling>, unknown][] = [
      ['lobby.admit', { seatId: ticket.seatId }],
      ['room.enter', { rtpCapabilities: capabilities }],
      ['room.end', {}],
      ['invite.create', makeInvite().request],
    ];
    for (const [name, data] of attempts) {
      await expect(client.callRaw(name, data)).rejects.toMatchObject({ code: 'unauthorized' });
    }
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 2 });
  });

  it('cannot take a second seat over the same connection', async () => {
    const { host, roomId } = await openRoom();
    const { client, admission } = await knock(server.origin, host, roomId);
    await expect(client.call('seat.redeem', { roomId, admission })).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it('is sent away for good when refused', async () => {
    const { host, roomId } = await openRoom();
    const { client, ticket, admission } = await knock(server.origin, host, roomId);
    await host.call('lobby.refuse', { seatId: ticket.seatId });
    expect(await client.next('room.closed')).toEqual({ reason: 'refused' });
    expect(await client.closed).toMatchObject({ code: 4410 });
    expect(await redeem(roomId, admission)).toBe('invite-used');
    const { client: again } = await SignalingClient.greet(server.origin);
    await expect(
      again.call('seat.resume', { roomId, resumeToken: ticket.resumeToken }),
    ).rejects.toMatchObject({ code: 'invite-invalid' });
  });
});

describe('an admission token', () => {
  it('that nobody registered is invalid', async () => {
    const { roomId } = await openRoom();
    expect(await redeem(roomId, makeInvite().admission)).toBe('invite-invalid');
  });

  it('of another room is invalid there, and still good in its own', async () => {
    const one = await openRoom();
    const other = await openRoom();
    const { admission, request } = makeInvite();
    await one.host.call('invite.create', request);
    expect(await redeem(other.roomId, admission)).toBe('invite-invalid');
    expect(await redeem(randomRoomId(), admission)).toBe('invite-invalid');
    expect(await redeem(one.roomId, admission)).toBe('a seat');
  });

  it('is used once', async () => {
    const { host, roomId } = await openRoom();
    const { admission } = await comeIn(server.origin, host, roomId);
    expect(await redeem(roomId, admission)).toBe('invite-used');
  });

  it('opens one seat for a hundred who come at once', async () => {
    const { host, roomId } = await openRoom();
    const { admission, request } = makeInvite();
    await host.call('invite.create', request);
    // The connections stay open until all have their answer, so they must fit the bound per address.
    const clients = await Promise.all(
      Array.from({ length: 50 }, () => SignalingClient.greet(server.origin)),
    );
    const answers = await Promise.all(
      clients.flatMap(({ client }) =>
        // Two attempts over each connection, neither waiting for the other.
        [1, 2].map(() =>
          client.call('seat.redeem', { roomId, admission }).then(
            () => 'a seat',
            (error: { code: string }) => error.code,
          ),
        ),
      ),
    );
    expect(answers).toHaveLength(100);
    expect(answers.filter((answer) => answer === 'a seat')).toHaveLength(1);
    // The winner's own second attempt comes from a connection that has a seat by then.
    expect(new Set(answers)).toEqual(new Set(['a seat', 'invite-used', 'unauthorized']));
    expect(server.inspect().rooms[0]?.seats).toHaveLength(2);
    await Promise.all(clients.map(({ client }) => client.close()));
  });

  it('is good between its times only', async () => {
    const { host, roomId } = await openRoom();
    const early = makeInvite({ opensInMs: 30_000 });
    const late = makeInvite({ opensInMs: -2_000, expiresInMs: -1_000 });
    await host.call('invite.create', early.request);
    await host.call('invite.create', late.request);
    expect(await redeem(roomId, early.admission)).toBe('invite-invalid');
    expect(await redeem(roomId, late.admission)).toBe('invite-expired');
  });

  it('that was revoked is invalid, and its guest is removed', async () => {
    const { host, roomId } = await openRoom();
    const { client, inviteId, admission } = await comeIn(server.origin, host, roomId);
    await host.call('invite.revoke', { inviteId });
    expect(await client.next('room.closed')).toEqual({ reason: 'removed' });
    expect(await redeem(roomId, admission)).toBe('invite-invalid');
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 2 });
  });
});

describe('a resume token', () => {
  it('of another room, or of nobody, is invalid', async () => {
    const one = await openRoom();
    const other = await openRoom();
    const { ticket } = await comeIn(server.origin, one.host, one.roomId);
    const resume = async (roomId: string, resumeToken: string) => {
      const { client } = await SignalingClient.greet(server.origin);
      await expect(client.callRaw('seat.resume', { roomId, resumeToken })).rejects.toMatchObject({
        code: 'invite-invalid',
      });
      await client.close();
    };
    await resume(other.roomId, ticket.resumeToken);
    await resume(one.roomId, 'A'.repeat(43));
  });

  it('ends with the session', async () => {
    const { host, roomId } = await openRoom();
    const { ticket } = await comeIn(server.origin, host, roomId);
    await host.call('room.end', {});
    const { client } = await SignalingClient.greet(server.origin);
    await expect(
      client.call('seat.resume', { roomId, resumeToken: ticket.resumeToken }),
    ).rejects.toMatchObject({ code: 'room-closed' });
  });
});
