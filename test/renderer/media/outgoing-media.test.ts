import type { types } from 'mediasoup-client';
import { describe, expect, it } from 'vitest';
import { OutgoingMedia } from '../../../renderer/media/outgoing-media.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';
import { FakeTrack } from '../../support/fake-track.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** What mediasoup-client makes of a track, as far as it is used here. */
class FakeProducer {
  readonly kind: string;
  readonly rtpSender: unknown;
  track: MediaStreamTrack | null;
  paused = false;
  isClosed = false;

  constructor(track: MediaStreamTrack, rtpSender: unknown) {
    this.kind = track.kind;
    this.track = track;
    this.rtpSender = rtpSender;
  }

  replaceTrack({ track }: { track: MediaStreamTrack | null }): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Sends both kinds over a transport without WebRTC; `asked`: with what its senders were changed. */
async function setUp(isRefused = false, answers: Answers = {}) {
  const clock = new FakeClock();
  const log = recordingLog();
  const asked: unknown[] = [];
  const rtpSender = {
    getParameters: () => ({ encodings: [{ maxBitrate: 1 }] }),
    setParameters: (...given: unknown[]) => {
      asked.push(given);
      return isRefused ? Promise.reject(new Error('being changed')) : Promise.resolve();
    },
  };
  const producers: FakeProducer[] = [];
  const transport = {
    on: () => undefined,
    produce: ({ track }: { track: MediaStreamTrack }) => {
      const producer = new FakeProducer(track, rtpSender);
      producers.push(producer);
      return Promise.resolve(producer);
    },
  };
  const media = new OutgoingMedia({
    // mediasoup-client's own fake has no RTCRtpSender, and its class can be made by a Device only.
    transport: transport as unknown as types.Transport,
    calls: new FakeConnection(answers),
    transforms: { attachSender: () => undefined, attachReceiver: () => undefined },
    clock,
    log,
    onFailed: () => undefined,
  });
  media.set('camera', { track: new FakeTrack('video'), muted: false });
  media.set('audio', { track: new FakeTrack('audio'), muted: false });
  await settle();
  return { media, clock, log, asked, producers };
}

describe('a key frame on demand', () => {
  it('is asked of the encoder, with nothing else changed', async () => {
    const { media, asked } = await setUp();
    await media.giveKeyFrame('camera');
    expect(asked).toEqual([
      [{ encodings: [{ maxBitrate: 1 }] }, { encodingOptions: [{ keyFrame: true }] }],
    ]);
  });

  it('is made every 300 ms at most, however often the server asks', async () => {
    const { media, clock, asked } = await setUp();
    await media.giveKeyFrame('camera');
    await clock.advance(299);
    await media.giveKeyFrame('camera');
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await media.giveKeyFrame('camera');
    expect(asked).toHaveLength(2);
  });

  it('is made also after the clock was set back', async () => {
    const { media, clock, asked } = await setUp();
    await media.giveKeyFrame('camera');
    await clock.advance(-3_600_000);
    await media.giveKeyFrame('camera');
    expect(asked).toHaveLength(2);
  });

  it('is made of what has pictures, and is being sent', async () => {
    const { media, asked } = await setUp();
    await media.giveKeyFrame('audio');
    await media.giveKeyFrame('screen');
    expect(asked).toEqual([]);
  });

  it('is done without where the sender does not take it', async () => {
    const { media, log } = await setUp(true);
    await media.giveKeyFrame('camera');
    expect(log.lines.map(({ event }) => event)).toEqual(['key-frame-not-made']);
  });
});

describe('a source that is put out over a connection that is gone', () => {
  const gone = { 'media.mute': () => Promise.reject(new AppError('connection-lost')) };

  it('stays where it is, so that what it has sent can be counted', async () => {
    const { media, producers } = await setUp(false, gone);
    media.set('audio', { track: null, muted: true });
    await settle();
    expect(producers).toMatchObject([
      { kind: 'video', isClosed: false },
      { kind: 'audio', track: null, paused: true, isClosed: false },
    ]);
  });

  it('is closed where it may still send', async () => {
    const { media, producers } = await setUp(false, gone);
    media.set('audio', { track: new FakeTrack('audio'), muted: true });
    await settle();
    expect(producers).toMatchObject([{ isClosed: false }, { kind: 'audio', isClosed: true }]);
  });
});
