import { describe, expect, it } from 'vitest';
import type { Seat } from '../../../server/room/seat.ts';
import { FakeLink } from '../support/fake-link.ts';
import { someRtpCapabilities, someRtpParameters } from '../support/fake-sfu.ts';
import { openRoom } from '../support/room-fixture.ts';
import { testTurnDesk } from '../support/test-turn-desk.ts';
import { settle } from '../../support/fake-clock.ts';

async function openCall() {
  const fixture = openRoom();
  await fixture.enterHost();
  const guest = await fixture.comeIn();
  fixture.hostLink.clear();
  guest.link.clear();
  const { exchange } = fixture.room;
  const sendAudio = (seat: Seat) =>
    exchange.produce(seat, { source: 'audio', kind: 'audio', rtpParameters: someRtpParameters });
  const sendCamera = (seat: Seat) =>
    exchange.produce(seat, { source: 'camera', kind: 'video', rtpParameters: someRtpParameters });
  return { ...fixture, guest, exchange, sendAudio, sendCamera };
}

describe('access to the TURN server', () => {
  it('is in the presence of whoever is inside, of each another', async () => {
    const { enterHost, comeIn } = openRoom(testTurnDesk);
    const { turn } = await enterHost();
    const { link } = await comeIn();
    const [presence] = link.all('seat.admitted');
    expect(turn?.urls).toEqual(['turn:relay.example']);
    expect(presence?.turn?.urls).toEqual(['turn:relay.example']);
    expect(presence?.turn?.username.split(':')[1]).not.toBe(turn?.username.split(':')[1]);
  });

  it('is told to nobody before admission, however they ask', async () => {
    const { enterHost, knock, room } = openRoom(testTurnDesk);
    await enterHost();
    const { seat, link, ticket } = knock();
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(seat);
    await expect(room.exchange.enter(seat)).rejects.toMatchObject({ code: 'not-admitted' });
    await expect(room.exchange.restartIce(seat, 'send')).rejects.toMatchObject({
      code: 'not-admitted',
    });
    expect(JSON.stringify(ticket)).not.toContain('turn');
    expect(link.names).toEqual([]);
  });

  it('is new when ICE begins anew, because it is good for a while only', async () => {
    const { enterHost, comeIn, room, clock } = openRoom(testTurnDesk);
    await enterHost();
    const { seat, link } = await comeIn();
    const [presence] = link.all('seat.admitted');
    await clock.advance(30_000);
    const { turn } = await room.exchange.restartIce(seat, 'recv');
    const [first, second] = [presence?.turn, turn].map((given) => given?.username.split(':') ?? []);
    expect(Number(second?.[0]) - Number(first?.[0])).toBe(30);
    expect(second?.[1]).toBe(first?.[1]);
  });

  it('is none where there is no such server', async () => {
    const { enterHost, room, host } = openRoom();
    expect((await enterHost()).turn).toBeNull();
    expect((await room.exchange.restartIce(host, 'recv')).turn).toBeNull();
  });
});

describe('media between seats', () => {
  it('reaches everybody else who is inside, and nobody who waits', async () => {
    const { sendAudio, comeIn, knock, guest, host, hostLink } = await openCall();
    const third = await comeIn();
    const waiting = knock();
    const producerId = await sendAudio(guest.seat);
    await settle();
    const offer = { producerId, seatId: guest.seat.id, source: 'audio', kind: 'audio' };
    expect(hostLink.all('media.consumer')).toMatchObject([offer]);
    expect(third.link.all('media.consumer')).toMatchObject([offer]);
    expect(guest.link.all('media.consumer')).toEqual([]);
    expect(waiting.link.names).toEqual([]);
    expect(host.mediaInside.received.size).toBe(1);
  });

  it('is in the presence of who comes later, and runs at once there', async () => {
    const { sendAudio, sendCamera, comeIn, host } = await openCall();
    await sendAudio(host);
    await sendCamera(host);
    const { link } = await comeIn();
    const [presence] = link.all('seat.admitted');
    expect(presence?.consumers.map(({ source, paused }) => [source, paused])).toEqual([
      ['audio', false],
      ['camera', false],
    ]);
  });

  it('waits for the receiver whose transport is up already', async () => {
    const { sendAudio, guest, host, exchange, hostLink } = await openCall();
    await host.mediaInside.recv.connect({ fingerprints: [] });
    await sendAudio(guest.seat);
    await settle();
    const [offer] = hostLink.all('media.consumer');
    expect(offer?.paused).toBe(true);
    await exchange.startConsumer(host, offer?.consumerId ?? '');
    expect(host.mediaInside.received.get(offer?.consumerId ?? '')?.paused).toBe(false);
    await expect(exchange.startConsumer(host, 'stranger')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is asked for a picture where somebody has none, and nobody else is', async () => {
    const { sendCamera, guest, host, exchange, hostLink } = await openCall();
    await sendCamera(guest.seat);
    await settle();
    const consumerId = hostLink.all('media.consumer')[0]?.consumerId ?? '';
    exchange.requestPicture(host, consumerId);
    expect(guest.link.all('media.picture-wanted')).toEqual([{ source: 'camera' }]);
    expect(hostLink.all('media.picture-wanted')).toEqual([]);
    expect(() => {
      exchange.requestPicture(guest.seat, consumerId);
    }).toThrow('no such consumer');
  });

  it('is not offered to a device that cannot receive it', async () => {
    const { sendAudio, guest, hostLink, mediaRoom, log } = await openCall();
    mediaRoom.canConsumeAnything = false;
    await sendAudio(guest.seat);
    await settle();
    expect(hostLink.names).toEqual([]);
    expect(log.lines.map(({ event }) => event)).toContain('cannot-consume');
  });

  it('has one producer per source, also for two calls at once', async () => {
    const { sendAudio, sendCamera, guest } = await openCall();
    const results = await Promise.allSettled([sendAudio(guest.seat), sendAudio(guest.seat)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(sendAudio(guest.seat)).rejects.toMatchObject({ code: 'conflict' });
    await sendCamera(guest.seat);
  });

  it('refuses a source of the wrong kind', async () => {
    const { exchange, guest } = await openCall();
    const wrong = { source: 'camera', kind: 'audio', rtpParameters: someRtpParameters } as const;
    await expect(exchange.produce(guest.seat, wrong)).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('can be sent again after it was stopped or refused', async () => {
    const { exchange, sendAudio, guest, hostLink, mediaRoom } = await openCall();
    mediaRoom.pause = () => Promise.reject(new Error('bad parameters'));
    await expect(sendAudio(guest.seat)).rejects.toThrow('bad parameters');
    mediaRoom.pause = () => Promise.resolve();
    await sendAudio(guest.seat);
    await settle();
    exchange.stop(guest.seat, 'audio');
    expect(hostLink.names).toEqual(['media.consumer', 'media.consumer-closed']);
    await sendAudio(guest.seat);
    expect(() => {
      exchange.stop(guest.seat, 'camera');
    }).toThrow('not-found');
  });

  it('is muted at the server, and everybody hears of it', async () => {
    const { exchange, sendAudio, guest, hostLink, comeIn } = await openCall();
    await sendAudio(guest.seat);
    await settle();
    const [offer] = hostLink.all('media.consumer');
    await exchange.mute(guest.seat, 'audio', true);
    const { consumerId } = offer ?? {};
    expect(hostLink.all('media.consumer-muted')).toEqual([{ consumerId, muted: true }]);
    expect(guest.seat.mediaInside.sentFrom('audio').producer).toMatchObject({ isPaused: true });
    const { link } = await comeIn();
    expect(link.all('seat.admitted')[0]?.consumers).toMatchObject([{ muted: true }]);
    await exchange.mute(guest.seat, 'audio', false);
    expect(guest.seat.mediaInside.sentFrom('audio').producer).toMatchObject({ isPaused: false });
  });

  it('ends at every receiver with its sender', async () => {
    const { sendAudio, guest, host, hostLink, room } = await openCall();
    await sendAudio(guest.seat);
    await settle();
    room.leave(guest.seat);
    expect(hostLink.names).toEqual(['media.consumer', 'media.consumer-closed', 'seat.left']);
    expect(host.mediaInside.received.size).toBe(0);
  });

  it('forgets a receiver that left', async () => {
    const { sendAudio, guest, host, room } = await openCall();
    await sendAudio(host);
    await settle();
    expect(host.mediaInside.sentFrom('audio').receivers.size).toBe(1);
    room.leave(guest.seat);
    expect(host.mediaInside.sentFrom('audio').receivers.size).toBe(0);
  });
});

describe('media races', () => {
  it('offers a producer once that comes while somebody enters', async () => {
    const { room, sendAudio, host, knock, mediaRoom } = await openCall();
    const { seat, link } = knock();
    seat.rtpCapabilities = someRtpCapabilities;
    const gate = Promise.withResolvers<void>();
    const admitting = room.bringIn(room.admit(seat.id));
    const sending = sendAudio(host);
    mediaRoom.pause = () => gate.promise;
    gate.resolve();
    await Promise.all([admitting, sending]);
    await settle();
    const inPresence = link.all('seat.admitted')[0]?.consumers ?? [];
    expect([...inPresence, ...link.all('media.consumer')]).toHaveLength(1);
    expect(link.names[0]).toBe('seat.admitted');
  });

  it('closes a consumer whose producer went while it was made', async () => {
    const { sendAudio, guest, exchange, hostLink, mediaRoom } = await openCall();
    const gate = Promise.withResolvers<void>();
    await sendAudio(guest.seat);
    mediaRoom.pause = () => gate.promise;
    exchange.stop(guest.seat, 'audio');
    gate.resolve();
    await settle();
    expect(hostLink.all('media.consumer')).toEqual([]);
    const consumers = mediaRoom.transports.flatMap((transport) => transport.consumers);
    expect(consumers.filter(({ isClosed }) => !isClosed)).toEqual([]);
  });

  it('does not register a producer whose seat has renewed its media meanwhile', async () => {
    const { sendAudio, guest, room, mediaRoom, hostLink } = await openCall();
    const gate = Promise.withResolvers<void>();
    mediaRoom.pause = () => gate.promise;
    const sending = sendAudio(guest.seat);
    room.resume(new FakeLink(), guest.ticket.resumeToken);
    gate.resolve();
    await expect(sending).rejects.toMatchObject({ code: 'not-admitted' });
    expect(hostLink.all('media.consumer')).toEqual([]);
  });
});
