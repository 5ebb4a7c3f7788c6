import type { types } from 'mediasoup-client';
import { describe, expect, it } from 'vitest';
import { OutgoingMedia } from '../../../renderer/media/outgoing-media.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeConnection } from '../../support/fake-signaling.ts';
import { FakeTrack } from '../../support/fake-track.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** Sends both kinds over a transport without WebRTC; `asked`: with what its senders were changed. */
async function setUp(isRefused = false) {
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
  const transport = {
    on: () => undefined,
    produce: ({ track }: { track: MediaStreamTrack }) =>
      Promise.resolve({ kind: track.kind, track, paused: false, rtpSender }),
  };
  const media = new OutgoingMedia({
    // mediasoup-client's own fake has no RTCRtpSender, and its class can be made by a Device only.
    transport: transport as unknown as types.Transport,
    calls: new FakeConnection({}),
    transforms: { attachSender: () => undefined, attachReceiver: () => undefined },
    clock,
    log,
    onFailed: () => undefined,
  });
  media.set('camera', { track: new FakeTrack('video'), muted: false });
  media.set('audio', { track: new FakeTrack('audio'), muted: false });
  await settle();
  return { media, clock, log, asked };
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
