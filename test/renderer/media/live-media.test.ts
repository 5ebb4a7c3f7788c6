import { describe, expect, it } from 'vitest';
import type { IncomingTrack } from '../../../renderer/media/incoming-media.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { ConsumerOffer, TurnAccess } from '../../../src/contract/signaling.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import {
  consumerOffer,
  engineWithoutWebRtc,
  mediaPresence,
  routerCapabilities,
} from '../../support/fake-rtc.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';
import { FakeTrack } from '../../support/fake-track.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** By which ways media may go. */
interface Way {
  readonly turn?: TurnAccess;
  readonly isRelayOnly?: boolean;
  /** There is none to try. */
  readonly isSilent?: boolean;
}

async function setUp(
  answers: Answers = {},
  consumers: ConsumerOffer[] = [],
  waits = true,
  { turn, isRelayOnly = false, isSilent = false }: Way = {},
) {
  const clock = new FakeClock();
  const log = recordingLog();
  const made = engineWithoutWebRtc({ clock, log, isRelayOnly: () => isRelayOnly, isSilent });
  const { engine, handlers } = made;
  const prepared = await engine.prepare(routerCapabilities);
  const connection = new FakeConnection({
    'media.produce': (_input) => ({ producerId: 'p' }),
    'media.restart-ice': () => ({
      iceParameters: { usernameFragment: 'new', password: 'new' },
      turn: null,
    }),
    ...answers,
  });
  const scope = new Scope();
  const told = { tracks: [] as readonly IncomingTrack[], health: [] as string[], failed: {} };
  const live = prepared.enter({
    presence: { ...mediaPresence(consumers), turn: turn ?? null },
    calls: connection,
    transforms: { attachSender: () => undefined, attachReceiver: () => undefined },
    scope,
    onTracks: (tracks) => {
      told.tracks = tracks;
    },
    onHealth: (health) => told.health.push(health),
    onSourceFailed: (source, code) => {
      told.failed = { ...told.failed, [source]: code };
    },
  });
  // The longest that sending waits for the first picture of what is received.
  if (consumers.length > 0 && waits) await clock.advance(400);
  else await settle();
  const [recv, send = recv] = handlers;
  if (!recv || !send) throw new Error('not both transports were made');
  return { ...made, clock, log, prepared, connection, scope, told, live, recv, send };
}

function sending(answers: Answers = {}) {
  return setUp(answers).then(async (all) => {
    const [voice, face] = [new FakeTrack('audio'), new FakeTrack('video')];
    all.live.send('audio', { track: voice, muted: false });
    all.live.send('camera', { track: face, muted: false });
    await settle();
    return { ...all, voice, face };
  });
}

describe('preparing', () => {
  it('says what it can receive in the shape of the contract', async () => {
    const { prepared } = await setUp();
    expect(prepared.rtpCapabilities.codecs.map(({ mimeType }) => mimeType)).toEqual([
      'audio/opus',
      'video/VP8',
    ]);
  });

  it('fails with media-failed when the router asks for what this browser cannot do', async () => {
    const { engine } = engineWithoutWebRtc({
      clock: new FakeClock(),
      log: recordingLog(),
    });
    const [audio] = routerCapabilities.codecs;
    if (!audio) throw new Error('no codec');
    const broken = { ...routerCapabilities, codecs: [{ ...audio, mimeType: 'nonsense' }] };
    await expect(engine.prepare(broken)).rejects.toMatchObject({ code: 'media-failed' });
  });
});

it('does not say, once it is closed, that nothing was sent', async () => {
  const { live, scope } = await sending();
  scope.close();
  await expect(live.sentFrames()).rejects.toMatchObject({ code: 'connection-lost' });
});

describe('receiving', () => {
  it('takes everything of the presence at once', async () => {
    const { told, connection } = await setUp({}, [
      consumerOffer('a', 'audio'),
      consumerOffer('bb', 'camera', { muted: true }),
    ]);
    expect(told.tracks.map(({ source, muted }) => [source, muted])).toEqual([
      ['audio', false],
      ['camera', true],
    ]);
    expect(connection.names).toEqual(['media.connect']);
  });

  it('makes ready for the SFU’s probes only once a picture can be seen', async () => {
    const offers = [consumerOffer('a', 'audio'), consumerOffer('bb', 'camera')];
    const { live, received } = await setUp({}, offers, false);
    expect(received).toEqual([['a', 'bb']]);
    live.pictureShown();
    await settle();
    expect(received).toEqual([['a', 'bb'], ['probator']]);
  });

  it('starts what the server holds back, and nothing else', async () => {
    const { live, connection } = await setUp();
    live.take([consumerOffer('a', 'audio', { paused: true }), consumerOffer('bb', 'camera')]);
    await settle();
    expect(connection.calls.filter(({ name }) => name === 'media.consumer-ready')).toEqual([
      { name: 'media.consumer-ready', input: { consumerId: 'a' } },
    ]);
  });

  it('asks for the pictures that should be seen, and for nothing else', async () => {
    const offers = [
      consumerOffer('a', 'audio'),
      consumerOffer('bb', 'camera'),
      consumerOffer('ccc', 'camera', { muted: true }),
    ];
    const isGone = {
      'media.request-picture': () => {
        throw new AppError('not-found');
      },
    };
    const { live, connection, log } = await setUp(isGone, offers);
    live.requestPictures();
    await settle();
    expect(connection.calls.filter(({ name }) => name === 'media.request-picture')).toEqual([
      { name: 'media.request-picture', input: { consumerId: 'bb' } },
    ]);
    expect(log.lines.map(({ event }) => event)).toContain('picture-not-requested');
  });

  it('follows mutes and ends, and takes nothing twice', async () => {
    const { live, told } = await setUp({}, [consumerOffer('a', 'audio')]);
    const [first] = told.tracks;
    live.take([consumerOffer('a', 'audio')]);
    live.setMuted('a', true);
    await settle();
    expect(told.tracks).toMatchObject([{ source: 'audio', muted: true }]);
    live.drop('a');
    live.drop('a');
    live.setMuted('a', false);
    expect(told.tracks).toEqual([]);
    expect(first?.track.readyState).toBe('ended');
  });

  it('forgets what ends while it is being negotiated', async () => {
    const { live, told } = await setUp();
    live.take([consumerOffer('a', 'audio')]);
    live.drop('a');
    await settle();
    expect(told.tracks).toEqual([]);
  });

  it('carries on without a stream that it cannot take', async () => {
    const { live, told, log } = await setUp();
    const bad = consumerOffer('a', 'audio');
    const codecs = [{ mimeType: 'audio/other', payloadType: 99, clockRate: 8000 }];
    live.take([{ ...bad, rtpParameters: { ...bad.rtpParameters, codecs } }]);
    live.take([consumerOffer('bb', 'camera')]);
    await settle();
    expect(told.tracks.map(({ source }) => source)).toEqual(['camera']);
    expect(log.lines.map(({ event }) => event)).toContain('media-consumer-failed');
  });
});

describe('the order', () => {
  it('is: receive, then send once the picture can be seen', async () => {
    const { live, clock, connection, handlers } = await setUp(
      {},
      [consumerOffer('a', 'camera')],
      false,
    );
    await settle();
    live.send('audio', { track: new FakeTrack('audio'), muted: false });
    await clock.advance(100);
    expect(handlers).toHaveLength(1);
    live.pictureShown();
    await settle();
    expect(handlers).toHaveLength(2);
    expect(connection.names).toEqual(['media.connect', 'media.connect', 'media.produce']);
  });

  it('is: connect, then show what there is, and soon in any case', async () => {
    const ready: string[] = [];
    const watch = async (name: string, consumers: ConsumerOffer[]) => {
      const all = await setUp({}, consumers, false);
      void all.live.ready.then(() => ready.push(name));
      await settle();
      return all;
    };
    await watch('nobody sends', []);
    await watch('no picture', [consumerOffer('a', 'audio')]);
    const quick = await watch('connected', [consumerOffer('a', 'camera')]);
    const slow = await watch('slow', [consumerOffer('a', 'camera')]);
    expect(ready).toEqual(['nobody sends', 'no picture']);
    quick.recv.setConnectionState('connecting');
    await settle();
    expect(ready).toHaveLength(2);
    quick.recv.setConnectionState('connected');
    await settle();
    expect(ready.at(-1)).toBe('connected');
    await slow.clock.advance(200);
    expect(ready.at(-1)).toBe('slow');
  });

  it('does not wait for ever for a picture, and not at all when none will come', async () => {
    const late = await setUp({}, [consumerOffer('a', 'camera')], false);
    await late.clock.advance(399);
    expect(late.handlers).toHaveLength(1);
    await late.clock.advance(1);
    expect(late.handlers).toHaveLength(2);
    const unseen = [consumerOffer('a', 'audio'), consumerOffer('bb', 'camera', { muted: true })];
    expect((await setUp({}, unseen, false)).handlers).toHaveLength(2);
    expect((await setUp()).handlers).toHaveLength(2);
  });
});

describe('sending', () => {
  it('does not wait for one answer before it sends the next source', async () => {
    const { connection } = await sending({ 'media.produce': () => new Promise(() => undefined) });
    expect(connection.names).toEqual(['media.connect', 'media.produce', 'media.produce']);
    expect(connection.calls.slice(1)).toMatchObject([
      { input: { source: 'audio', kind: 'audio' } },
      { input: { source: 'camera', kind: 'video' } },
    ]);
  });

  it('mutes the track, the producer and the server, and undoes all three', async () => {
    const { live, voice, connection } = await sending();
    live.send('audio', { track: voice, muted: true });
    await settle();
    expect(voice.enabled).toBe(false);
    expect(connection.calls.at(-1)).toEqual({
      name: 'media.mute',
      input: { source: 'audio', muted: true },
    });
    live.send('audio', { track: voice, muted: false });
    await settle();
    expect(voice.enabled).toBe(true);
    expect(connection.calls.at(-1)?.input).toEqual({ source: 'audio', muted: false });
  });

  it('sends nothing of a track that is muted from the start', async () => {
    const { live, connection } = await setUp();
    const voice = new FakeTrack('audio');
    live.send('audio', { track: voice, muted: true });
    await settle();
    expect(voice.enabled).toBe(false);
    expect(connection.names).toEqual(['media.connect', 'media.produce', 'media.mute']);
  });

  it('changes the track without a new producer, and is muted without one', async () => {
    const { live, connection } = await sending();
    live.send('camera', { track: null, muted: false });
    await settle();
    expect(connection.calls.at(-1)?.input).toEqual({ source: 'camera', muted: true });
    live.send('camera', { track: new FakeTrack('video', 'other'), muted: false });
    await settle();
    expect(connection.calls.at(-1)?.input).toEqual({ source: 'camera', muted: false });
    expect(connection.names.filter((name) => name === 'media.produce')).toHaveLength(2);
  });

  it('ends up at the last of many quick changes', async () => {
    const { live, voice, connection } = await sending();
    for (let turn = 0; turn < 9; turn += 1) {
      live.send('audio', { track: voice, muted: turn % 2 === 0 });
    }
    await settle();
    expect(voice.enabled).toBe(false);
    expect(connection.calls.at(-1)?.input).toEqual({ source: 'audio', muted: true });
  });

  it('says when the server refuses a source, and tries again with the next change', async () => {
    let refuses = true;
    const { live, told, voice } = await sending({
      'media.produce': (input) => {
        const { source } = input as { source: string };
        if (refuses && source === 'audio') throw new AppError('conflict');
        return { producerId: 'p' };
      },
    });
    expect(told.failed).toEqual({ audio: 'conflict', camera: null });
    refuses = false;
    live.send('audio', { track: voice, muted: false });
    await settle();
    expect(told.failed).toEqual({ audio: null, camera: null });
  });
});

describe('the health', () => {
  it('is lost when the server refuses to connect', async () => {
    const { told } = await sending({
      'media.connect': () => {
        throw new AppError('not-admitted');
      },
    });
    expect(told.health.at(-1)).toBe('lost');
  });

  it('is lost when a browser finds no way to try, and so says nothing', async () => {
    const { told, clock, live } = await setUp({}, [], true, { isSilent: true });
    live.send('camera', { track: new FakeTrack('video'), muted: false });
    await settle();
    expect(told.health.at(-1)).toBe('connecting');
    await clock.advance(10_000);
    expect(told.health.at(-1)).toBe('lost');
  });

  it('asks for new ICE parameters when the network goes, and is connected when it is back', async () => {
    const { told, send, connection } = await sending();
    send.setConnectionState('connected');
    expect(told.health.at(-1)).toBe('connected');
    send.setConnectionState('disconnected');
    await settle();
    expect(told.health.at(-1)).toBe('restarting');
    expect(connection.calls.at(-1)).toEqual({
      name: 'media.restart-ice',
      input: { direction: 'send' },
    });
    send.setConnectionState('connected');
    expect(told.health.at(-1)).toBe('connected');
  });

  it('is as bad as its worse direction', async () => {
    const { told, send, recv } = await sending();
    recv.setConnectionState('connected');
    send.setConnectionState('connecting');
    expect(told.health.at(-1)).toBe('connecting');
    send.setConnectionState('connected');
    expect(told.health.at(-1)).toBe('connected');
  });

  it.each([
    ['a restart that does not help', 8_000],
    ['a server that does not answer', 8_000],
  ])('is lost after %s', async (what, deadlineMs) => {
    const { told, send, clock } = await sending(
      what.includes('server') ? { 'media.restart-ice': () => new Promise(() => undefined) } : {},
    );
    send.setConnectionState('connected');
    send.setConnectionState('failed');
    await clock.advance(deadlineMs);
    expect(told.health.at(-1)).toBe('lost');
  });
});

describe('the way that media goes', () => {
  const turn = {
    urls: ['turns:relay.example:443', 'turn:relay.example'],
    username: '1800000000:AAAA',
    credential: 'c2VjcmV0',
  };

  /** How both transports are made, and what they are told when ICE begins anew. */
  async function waysOf(way: Way, later = turn) {
    const iceParameters = { usernameFragment: 'new', password: 'new' };
    const all = await setUp(
      { 'media.restart-ice': () => ({ iceParameters, turn: later }) },
      [],
      true,
      way,
    );
    all.live.send('camera', { track: new FakeTrack('video'), muted: false });
    for (const handler of all.handlers) {
      handler.setConnectionState('connected');
      handler.setConnectionState('disconnected');
    }
    await settle();
    return { made: all.ways, renewed: all.renewed };
  }

  it('is any where a TURN server is there for it, and has the way through that among them', async () => {
    const way = { iceServers: [turn], iceTransportPolicy: 'all' };
    expect((await waysOf({ turn })).made).toEqual([way, way]);
  });

  it('is direct where there is no TURN server', async () => {
    const way = { iceServers: [], iceTransportPolicy: 'all' };
    expect((await waysOf({})).made).toEqual([way, way]);
  });

  it('is through TURN alone when that is wanted', async () => {
    const way = { iceServers: [turn], iceTransportPolicy: 'relay' };
    expect((await waysOf({ turn, isRelayOnly: true })).made).toEqual([way, way]);
  });

  it('is none when that is wanted and there is no TURN server, never a direct one', async () => {
    const way = { iceServers: [], iceTransportPolicy: 'relay' };
    expect((await waysOf({ isRelayOnly: true })).made).toEqual([way, way]);
  });

  it('goes on with a new credential when ICE begins anew', async () => {
    const later = { ...turn, username: '1800003600:AAAA' };
    const { renewed } = await waysOf({ turn, isRelayOnly: true }, later);
    expect(renewed).toEqual([[later], [later]]);
  });
});

describe('closing', () => {
  it('closes both transports and what came in, keeps the own tracks, and leaves no timer', async () => {
    const all = await setUp({}, [consumerOffer('a', 'audio')]);
    const face = new FakeTrack('video');
    all.live.send('camera', { track: face, muted: false });
    await settle();
    all.send.setConnectionState('connecting');
    const [incoming] = all.told.tracks;
    const before = all.told.health.length;
    all.scope.close();
    expect(incoming?.track.readyState).toBe('ended');
    expect(face.readyState).toBe('live');
    expect(all.clock.pending).toBe(0);
    expect(all.scope.size).toBe(0);
    all.live.send('camera', { track: null, muted: true });
    await settle();
    expect(all.told.health).toHaveLength(before);
    await expect(all.live.counters()).resolves.toBeNull();
  });

  it('says nothing of work that it cut off', async () => {
    const { scope, told, live, log } = await sending({
      'media.produce': () => new Promise(() => undefined),
    });
    live.take([consumerOffer('a', 'audio')]);
    scope.close();
    await settle();
    expect(told.failed).toEqual({});
    expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});
