import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomMessageId } from '../../support/message-id.ts';
import { SignalingClient } from '../../support/signaling-client.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import {
  audioParameters,
  cameraParameters,
  comeIn,
  dtlsParameters,
  knock,
} from '../../support/test-session.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.close();
});

async function openCall() {
  const therapist = await server.therapist();
  const { client: host, roomId, opened } = await therapist.open();
  const presence = await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
  return { therapist, host, roomId, presence, capabilities: opened.routerRtpCapabilities };
}

describe('a session on the real media worker', () => {
  it('offers Opus and VP8 and no extension that tells who speaks', async () => {
    const { capabilities } = await openCall();
    expect(capabilities.codecs.map(({ mimeType }) => mimeType)).toEqual([
      'audio/opus',
      'video/VP8',
      'video/rtx',
    ]);
    expect(JSON.stringify(capabilities)).not.toContain('audio-level');
  });

  it('gives each seat two transports, over UDP and TCP', async () => {
    const { presence } = await openCall();
    for (const offer of [presence.sendTransport, presence.recvTransport]) {
      expect(offer.iceCandidates.map(({ protocol }) => protocol)).toEqual(['udp', 'tcp']);
      expect(offer.dtlsParameters.fingerprints.map(({ algorithm }) => algorithm)).toEqual([
        'sha-256',
      ]);
    }
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 2 });
  });

  it('has no transport for a guest who waits', async () => {
    const { host, roomId } = await openCall();
    const { client, ticket } = await knock(server.origin, host, roomId);
    const [room] = server.inspect().rooms;
    expect(room?.transports).toBe(2);
    expect(room?.seats.find(({ seatId }) => seatId === ticket.seatId)).toMatchObject({
      place: 'lobby',
      transports: 0,
    });
    expect(client.pushes).toEqual([]);
    await host.call('lobby.admit', { seatId: ticket.seatId });
    await client.next('seat.admitted');
    expect(server.inspect().rooms[0]).toMatchObject({
      transports: 4,
      transportsBeforeAdmission: 0,
    });
  });

  it('admits a guest with everything in one message', async () => {
    const { host, roomId } = await openCall();
    await host.call('media.connect', { direction: 'send', dtlsParameters });
    const { producerId } = await host.call('media.produce', audioParameters());
    await host.call('media.produce', cameraParameters());
    const { presence, client } = await comeIn(server.origin, host, roomId);
    expect(presence.consumers).toMatchObject([
      { producerId, source: 'audio', kind: 'audio', muted: false, paused: false },
      { source: 'camera', kind: 'video', muted: false, paused: false },
    ]);
    expect(presence.seats.map(({ role }) => role)).toEqual(['host', 'guest']);
    expect(client.pushes.map(({ name }) => name)).toEqual(['seat.admitted']);
  });

  it('brings media that comes later to everybody, paused where a transport is up', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    await host.call('media.connect', { direction: 'recv', dtlsParameters });
    await guest.call('media.connect', { direction: 'send', dtlsParameters });
    await guest.call('media.produce', cameraParameters());
    const offer = await host.next('media.consumer');
    expect(offer).toMatchObject({ seatId: ticket.seatId, source: 'camera', paused: true });
    await host.call('media.consumer-ready', { consumerId: offer.consumerId });
    await guest.call('media.mute', { source: 'camera', muted: true });
    expect(await host.next('media.consumer-muted')).toEqual({
      consumerId: offer.consumerId,
      muted: true,
    });
    await guest.call('media.stop', { source: 'camera' });
    expect(await host.next('media.consumer-closed')).toEqual({ consumerId: offer.consumerId });
  });

  it('refuses media that does not fit', async () => {
    const { host } = await openCall();
    const audio = audioParameters();
    await host.call('media.produce', audio);
    const refusal = async (call: Promise<unknown>) => {
      await expect(call).rejects.toMatchObject({ code: expect.any(String) as unknown });
      return call.catch((error: { code: string }) => error.code);
    };
    expect(await refusal(host.call('media.produce', audioParameters()))).toBe('conflict');
    expect(await refusal(host.call('media.produce', { ...audio, source: 'camera' }))).toBe(
      'bad-request',
    );
    const [opus] = audio.rtpParameters.codecs;
    const withCodec = (codec: object) => ({
      ...audioParameters(),
      source: 'screen-audio' as const,
      rtpParameters: {
        ...audioParameters().rtpParameters,
        mid: '7',
        codecs: [{ ...opus, ...codec } as NonNullable<typeof opus>],
      },
    });
    const dtx = withCodec({ parameters: { usedtx: 1 } });
    expect(await refusal(host.call('media.produce', dtx))).toBe('bad-request');
    const g711 = withCodec({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1 });
    expect(await refusal(host.call('media.produce', g711))).toBe('bad-request');
    const sameSsrc = { ...withCodec({}), rtpParameters: audio.rtpParameters };
    expect(await refusal(host.call('media.produce', sameSsrc))).toBe('bad-request');
  });

  it('restarts ICE on request', async () => {
    const { host, presence } = await openCall();
    const { iceParameters } = await host.call('media.restart-ice', { direction: 'recv' });
    expect(iceParameters.usernameFragment).not.toBe(
      presence.recvTransport.iceParameters.usernameFragment,
    );
  });

  it('ends for everybody when the host ends it', async () => {
    const { host, roomId } = await openCall();
    const inside = await comeIn(server.origin, host, roomId);
    const waiting = await knock(server.origin, host, roomId);
    await host.call('room.end', {});
    for (const client of [host, inside.client, waiting.client]) {
      expect(await client.next('room.closed')).toEqual({ reason: 'ended' });
      expect(await client.closed).toEqual({ code: 4410, reason: 'room-closed' });
    }
    expect(server.inspect()).toMatchObject({ rooms: [] });
  });

  it('goes on without a guest who leaves', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    await guest.call('seat.leave', {});
    expect(await host.next('seat.left')).toEqual({ seatId: ticket.seatId });
    expect(await guest.closed).toMatchObject({ code: 4410 });
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 2 });
  });
});

describe('coming back', () => {
  it('brings an admitted guest in again without a second admission', async () => {
    const { host, roomId } = await openCall();
    await host.call('media.produce', audioParameters());
    const first = await comeIn(server.origin, host, roomId);
    await first.client.cut();
    expect(await host.next('seat.changed', ({ connected }) => !connected)).toMatchObject({
      seatId: first.ticket.seatId,
    });
    const { client: again } = await SignalingClient.greet(server.origin);
    const { resumeToken } = first.ticket;
    const ticket = await again.call('seat.resume', { roomId, resumeToken });
    expect(ticket.seatId).toBe(first.ticket.seatId);
    await again.call('seat.ready', { rtpCapabilities: ticket.routerRtpCapabilities });
    const presence = await again.next('seat.admitted');
    expect(presence.sendTransport.id).not.toBe(first.presence.sendTransport.id);
    expect(presence.consumers).toHaveLength(1);
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 4 });
  });

  it('leaves a waiting guest waiting', async () => {
    const { host, roomId } = await openCall();
    const { client, ticket } = await knock(server.origin, host, roomId);
    await client.cut();
    await host.next('lobby.waiting', ({ connected }) => !connected);
    const { client: again } = await SignalingClient.greet(server.origin);
    await again.call('seat.resume', { roomId, resumeToken: ticket.resumeToken });
    await again.call('seat.ready', { rtpCapabilities: ticket.routerRtpCapabilities });
    await host.next('lobby.waiting', ({ connected }) => connected);
    expect(again.pushes).toEqual([]);
    expect(server.inspect().rooms[0]).toMatchObject({ transports: 2 });
  });

  it('closes the older connection', async () => {
    const { host, roomId } = await openCall();
    const { client, ticket } = await comeIn(server.origin, host, roomId);
    const { client: again } = await SignalingClient.greet(server.origin);
    await again.call('seat.resume', { roomId, resumeToken: ticket.resumeToken });
    expect(await client.closed).toEqual({ code: 4409, reason: 'replaced' });
  });

  it('brings the host back into its running room', async () => {
    const { therapist, host, roomId } = await openCall();
    const inside = await comeIn(server.origin, host, roomId);
    await inside.client.call('media.produce', audioParameters());
    const waiting = await knock(server.origin, host, roomId);
    await host.cut();
    await inside.client.next('seat.changed', ({ connected }) => !connected);
    const { client: again, opened } = await therapist.open(roomId);
    expect(opened.waiting).toMatchObject([{ seatId: waiting.ticket.seatId, connected: true }]);
    const presence = await again.call('room.enter', {
      rtpCapabilities: opened.routerRtpCapabilities,
    });
    expect(presence.consumers).toMatchObject([{ seatId: inside.ticket.seatId }]);
    await again.call('lobby.admit', { seatId: waiting.ticket.seatId });
    await waiting.client.next('seat.admitted');
  });

  it('is for the room’s own host only', async () => {
    const { roomId } = await openCall();
    const other = await server.therapist();
    await expect(other.open(roomId)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the relay', () => {
  it('carries messages in order, acknowledged to their sender', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    const send = (payload: string) =>
      host.call('relay.send', { messageId: randomMessageId(), to: ticket.seatId, payload });
    const sent = [await send('AAAA'), await send('BBBB'), await send('CCCC')];
    const received = [
      await guest.next('relay.message'),
      await guest.next('relay.message'),
      await guest.next('relay.message'),
    ];
    expect(received.map(({ sequence }) => sequence)).toEqual(sent.map(({ sequence }) => sequence));
    expect(received.map(({ payload }) => payload)).toEqual(['AAAA', 'BBBB', 'CCCC']);
    const sequence = received[1]?.sequence ?? 0;
    await guest.call('relay.acknowledge', { sequence });
    expect(await host.next('relay.delivered')).toEqual({ seatId: ticket.seatId, sequence });
  });

  it('sends again what a guest had not acknowledged before it dropped', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    const send = (payload: string) =>
      host.call('relay.send', { messageId: randomMessageId(), to: null, payload });
    await send('AAAA');
    const first = await guest.next('relay.message');
    await guest.call('relay.acknowledge', { sequence: first.sequence });
    await send('BBBB');
    await guest.next('relay.message');
    await guest.cut();
    await host.next('seat.changed', ({ connected }) => !connected);
    await send('CCCC');
    const { client: again } = await SignalingClient.greet(server.origin);
    await again.call('seat.resume', { roomId, resumeToken: ticket.resumeToken });
    await again.call('seat.ready', { rtpCapabilities: ticket.routerRtpCapabilities });
    await again.next('relay.message', ({ payload }) => payload === 'CCCC');
    expect(again.pushes.map(({ name }) => name)).toEqual([
      'seat.admitted',
      'relay.message',
      'relay.message',
    ]);
    expect(again.all('relay.message').map(({ payload }) => payload)).toEqual(['BBBB', 'CCCC']);
  });

  it('takes a message once that is sent again after a drop', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    const message = { messageId: randomMessageId(), to: ticket.seatId, payload: 'AAAA' };
    const first = await host.call('relay.send', message);
    expect(await host.call('relay.send', message)).toEqual(first);
    await host.call('relay.send', { ...message, messageId: randomMessageId(), payload: 'BBBB' });
    await guest.next('relay.message', ({ payload }) => payload === 'BBBB');
    expect(guest.all('relay.message').map(({ payload }) => payload)).toEqual(['AAAA', 'BBBB']);
  });

  it('gives nothing to who waits, and nothing from before an admission', async () => {
    const { host, roomId } = await openCall();
    const { client: guest, ticket } = await knock(server.origin, host, roomId);
    const toGuest = { messageId: randomMessageId(), to: ticket.seatId, payload: 'AAAA' };
    await expect(host.call('relay.send', toGuest)).rejects.toMatchObject({ code: 'not-found' });
    await host.call('relay.send', { ...toGuest, to: null });
    await host.call('lobby.admit', { seatId: ticket.seatId });
    await host.call('relay.send', { ...toGuest, messageId: randomMessageId(), payload: 'BBBB' });
    await guest.next('relay.message');
    expect(guest.all('relay.message').map(({ payload }) => payload)).toEqual(['BBBB']);
  });

  it('refuses more than a receiver can hold', async () => {
    await server.close();
    server = await startTestServer({ limits: { relayBacklogMessages: 2 } });
    const { host, roomId } = await openCall();
    await comeIn(server.origin, host, roomId);
    const send = () =>
      host.call('relay.send', { messageId: randomMessageId(), to: null, payload: 'AAAA' });
    await send();
    await send();
    await expect(send()).rejects.toMatchObject({ code: 'too-many' });
  });
});
