import { describe, expect, it, vi } from 'vitest';
import { createDevicesModel } from '../../../renderer/view-models/devices.ts';
import { DrawingHold } from '../../../renderer/view-models/drawing-hold.ts';
import { nothingSealed } from '../../../renderer/view-models/call-sealing.ts';
import { RoomCall } from '../../../renderer/view-models/room-call.ts';
import { isCameraHeld } from '../../../src/domain/shield-rule.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { CaptureVerdict, ShieldRule } from '../../../src/contract/capture-schema.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeDevices } from '../../support/fake-devices.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeEngine, presenceOf, type FakeLiveMedia } from '../../support/fake-media.ts';
import { FakeConnection } from '../../support/fake-signaling.ts';
import { fakeSealing } from '../../support/fake-sealing.ts';
import { FakeTrack } from '../../support/fake-track.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { keptFlags } from '../../support/kept-flag.ts';

const [own, other, third] = [testId<SeatId>(1), testId<SeatId>(2), testId<SeatId>(3)];
const host = { seatId: other, role: 'host', connected: true } as const;

async function setUp() {
  const clock = new FakeClock();
  const scope = new Scope();
  const access = new FakeDevices();
  const log = recordingLog();
  const devices = createDevicesModel({ access, scope, log, measureLevel: () => () => undefined });
  devices.open();
  await settle();
  let lost = 0;
  const call = new RoomCall({
    devices,
    holdsCamera: isCameraHeld,
    saveFile: () => Promise.resolve(true),
    kept: keptFlags(),
    keepFile: null,
    drawing: new DrawingHold(clock),
    clock,
    log,
    scope,
    onLost: () => {
      lost += 1;
    },
  });
  const engine = new FakeEngine();
  const sealing = fakeSealing();
  const connection = new FakeConnection({});
  const prepared = await engine.prepare();
  const enter = (): void => {
    const presence = presenceOf(1, [{ ...host, seatId: own }, host]);
    void call.enter({ connection, prepared, presence, sealing });
  };
  return {
    clock,
    scope,
    access,
    devices,
    call,
    sealing,
    engine,
    connection,
    enter,
    lost: () => lost,
  };
}

async function live() {
  const all = await setUp();
  all.enter();
  all.engine.last.options.onHealth('connected');
  return all;
}

describe('a call', () => {
  it('is idle before and after, and leaves nothing behind', async () => {
    const { call, engine, clock, scope, enter } = await setUp();
    expect(call.state.get()).toEqual({ phase: 'idle' });
    enter();
    scope.close();
    expect(call.state.get()).toEqual({ phase: 'idle' });
    expect(engine.last.isClosed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('looks once more at what was sent when it ends, before the media is closed', async () => {
    const { call, engine, sealing, clock } = await live();
    const clear: [number, number][] = [];
    sealing.noteClear = (fromMs, toMs) => void clear.push([fromMs, toMs]);
    await clock.advance(1_000);
    engine.last.frames = new Map([['audio', 10]]);
    call.end();
    const looked = call.look();
    expect(call.state.get()).toEqual({ phase: 'idle' });
    expect(engine.last.sent.get('camera')).toEqual({ track: null, muted: true });
    await settle();
    expect(engine.last.isClosed).toBe(false);
    await clock.advance(500);
    await looked;
    expect(clear).toHaveLength(1);
    expect(engine.last.isClosed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('closes its media although the last look comes to nothing', async () => {
    const { call, engine, sealing, clock } = await live();
    sealing.takenFrames = () => new Promise(() => undefined);
    call.end();
    await clock.advance(2_000);
    expect(engine.last.isClosed).toBe(true);
  });

  it('turns every device off while one has turned away, and stays silent afterwards', async () => {
    const { call, engine, access, devices } = await live();
    expect(access.live).toBe(2);
    call.talk.aside.turnAway();
    expect(access.live).toBe(0);
    expect(engine.last.sent.get('audio')).toEqual({ track: null, muted: true });
    expect(engine.last.sent.get('camera')).toEqual({ track: null, muted: true });
    devices.open();
    await settle();
    expect([access.live, devices.state.get().phase]).toEqual([0, 'closed']);
    call.talk.aside.comeBack();
    await settle();
    expect(access.live).toBe(2);
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: true });
    expect(engine.last.sent.get('camera')).toMatchObject({ muted: true });
  });

  it('hears nothing more of media that is only being looked at', async () => {
    const { call, engine, enter, lost } = await live();
    const before = engine.last;
    call.end();
    before.options.onHealth('lost');
    expect(lost()).toBe(0);
    enter();
    before.options.onSourceFailed('audio', 'media-failed');
    expect(call.state.get()).toMatchObject({ connection: { phase: 'connecting' } });
  });

  it('shows who else is there, and never oneself', async () => {
    const { call, connection } = await live();
    connection.push('seat.changed', { seatId: third, role: 'guest', connected: true });
    connection.push('seat.changed', { seatId: own, role: 'guest', connected: true });
    connection.push('seat.changed', { ...host, connected: false });
    const seats = () => {
      const state = call.state.get();
      return state.phase === 'live' ? state.people.map(({ seatId }) => seatId) : [];
    };
    expect(seats()).toEqual([other, third]);
    expect(call.state.get()).toMatchObject({ people: [{ connected: false }, {}] });
    connection.push('seat.left', { seatId: other });
    expect(seats()).toEqual([third]);
  });

  it('shows whoever has its keys, also when the server says that they are not there', async () => {
    const { call, sealing } = await live();
    const ghost = {
      seatId: third,
      isSeated: true,
      role: 'guest',
      keys: 'held',
      capture: null,
      guestKind: null,
    } as const;
    sealing.view.set({ ...nothingSealed, members: [ghost] });
    expect(call.state.get()).toMatchObject({
      people: [{ seatId: other }, { seatId: third, connected: false, keys: 'held' }],
    });
  });

  it('shows what was refused before there are any keys', async () => {
    const { call, sealing } = await live();
    sealing.view.set({ ...nothingSealed, refused: 1 });
    expect(call.state.get()).toMatchObject({ refused: 1 });
  });

  it('shows what somebody sends, by source, and whether it is muted', async () => {
    const { call, engine } = await live();
    const [voice, face] = [new FakeTrack('audio'), new FakeTrack('video')];
    engine.last.options.onTracks([
      { seatId: other, source: 'audio', track: voice, muted: true },
      { seatId: other, source: 'camera', track: face, muted: false },
      { seatId: third, source: 'audio', track: voice, muted: false },
    ]);
    expect(call.state.get()).toMatchObject({
      people: [
        {
          seatId: other,
          media: { audio: { track: voice, muted: true }, camera: { track: face, muted: false } },
        },
      ],
    });
  });

  it('tells its media when somebody can be seen', async () => {
    const { call, engine, enter } = await setUp();
    call.pictureShown();
    enter();
    call.pictureShown();
    expect(engine.last.pictures).toBe(1);
  });

  it('gives a key frame when somebody has no picture, and asks for pictures when told to', async () => {
    const { call, engine, connection } = await live();
    connection.push('media.picture-wanted', { source: 'camera' });
    expect(engine.last.keyFrames).toEqual(['camera']);
    call.requestPictures();
    expect(engine.last.requests).toBe(1);
    call.end();
    call.requestPictures();
    expect(engine.last.requests).toBe(1);
  });

  it('passes on what the server says of streams', async () => {
    const { engine, connection } = await live();
    connection.push('media.consumer-muted', { consumerId: 'c', muted: true });
    connection.push('media.consumer-closed', { consumerId: 'c' });
    expect(engine.last.muted).toEqual([['c', true]]);
    expect(engine.last.dropped).toEqual(['c']);
  });
});

describe('media that other media takes the place of', () => {
  /** Frames of sound that passed the worker over all media, and what was told of as in clear. */
  async function counted() {
    const all = await live();
    const told: [number, number][] = [];
    let taken = 0;
    all.sealing.takenFrames = () => Promise.resolve(new Map([['audio', taken]]));
    all.sealing.noteClear = (fromMs, toMs) => void told.push([fromMs, toMs]);
    await all.clock.advance(1_000);
    const seal = (count: number): void => {
      taken += count;
    };
    const count = (media: FakeLiveMedia, frames: number): void => {
      media.frames = new Map([['audio', frames]]);
    };
    return { ...all, told, seal, count, before: all.engine.last };
  }

  it('is silent at once, also where the rule or the person says so later', async () => {
    const { call, before, enter } = await counted();
    enter();
    expect(before.sent.get('audio')).toEqual({ track: null, muted: true });
    expect(before.sent.get('camera')).toEqual({ track: null, muted: true });
    call.setMicrophone(true);
    expect(before.sent.get('audio')).toEqual({ track: null, muted: true });
  });

  it('delays what comes after it by no time where it finds nothing', async () => {
    const { before, engine, seal, count, enter } = await counted();
    seal(10);
    count(before, 10);
    enter();
    await settle();
    expect(before.isClosed).toBe(true);
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
  });

  it('is looked at once more before anything of the new one passes the same worker', async () => {
    const { call, before, engine, clock, told, seal, count, enter } = await counted();
    seal(90);
    count(before, 100);
    enter();
    call.setMicrophone(true);
    await settle();
    expect([before.isClosed, engine.last.sent.size]).toEqual([false, 0]);
    await clock.advance(500);
    expect(told).toHaveLength(1);
    expect([before.isClosed, engine.last.isClosed]).toEqual([true, false]);
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
  });

  it('forgives the new one nothing for what it still sealed itself', async () => {
    const { before, engine, clock, told, seal, count, enter } = await counted();
    seal(90);
    count(before, 100);
    enter();
    await settle();
    seal(5);
    await clock.advance(500);
    expect(told).toHaveLength(1);
    seal(20);
    count(engine.last, 20);
    await clock.advance(3_000);
    await clock.advance(3_000);
    expect(told).toHaveLength(1);
    count(engine.last, 25);
    await clock.advance(3_000);
    await clock.advance(3_000);
    expect(told).toHaveLength(2);
  });

  it('spoils every later look when it could not be looked at', async () => {
    const { call, before, engine, enter } = await counted();
    before.frames = new AppError('connection-lost');
    enter();
    await settle();
    expect(before.isClosed).toBe(true);
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
    await expect(call.look()).rejects.toMatchObject({ code: 'connection-lost' });
    call.end();
    await expect(call.look()).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('is waited for, and what it is told of, by whoever looks meanwhile', async () => {
    const { call, before, clock, told, seal, count, enter } = await counted();
    seal(90);
    count(before, 100);
    enter();
    let looked = false;
    void call.look().then(() => (looked = true));
    await settle();
    expect(looked).toBe(false);
    await clock.advance(500);
    expect([looked, told.length]).toEqual([true, 1]);
  });

  it('is forgotten with the worker that sealed it, which cannot be asked', async () => {
    const { call, before, engine, connection } = await counted();
    before.frames = new AppError('connection-lost');
    const presence = presenceOf(1, [{ ...host, seatId: own }, host]);
    const prepared = await engine.prepare();
    void call.enter({ connection, prepared, presence, sealing: fakeSealing() });
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
    await settle();
    expect(before.isClosed).toBe(true);
    await call.look();
  });
});

describe('what one sends', () => {
  it('is camera and microphone, from the first moment', async () => {
    const { call, engine, access } = await live();
    expect(engine.last.sent.get('audio')).toEqual({ track: access.opened[0], muted: false });
    expect(engine.last.sent.get('camera')).toEqual({ track: access.opened[1], muted: false });
    expect(call.state.get()).toMatchObject({
      own: { microphone: { phase: 'on' }, camera: { phase: 'on' } },
    });
  });

  it('begins muted when that was wished for before', async () => {
    const { call, engine, enter } = await setUp();
    call.setMicrophone(false);
    enter();
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: true });
    expect(call.state.get()).toMatchObject({ own: { microphone: { phase: 'off' } } });
    call.setMicrophone(true);
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
  });

  it('follows the devices', async () => {
    const { call, devices, engine, access } = await live();
    access.plugged.push({ kind: 'camera', deviceId: 'video-2', label: '' });
    devices.pick('camera', 'video-2');
    expect(engine.last.sent.get('camera')).toEqual({ track: null, muted: false });
    expect(call.state.get()).toMatchObject({ own: { camera: { phase: 'absent' } } });
    await settle();
    expect(engine.last.sent.get('camera')?.track?.id).toBe('track-video-2');
  });

  it('says when it cannot be sent, until it can', async () => {
    const { call, engine } = await live();
    engine.last.options.onSourceFailed('camera', 'media-failed');
    expect(call.state.get()).toMatchObject({
      own: { camera: { phase: 'failed', code: 'media-failed' } },
    });
    engine.last.options.onSourceFailed('camera', null);
    expect(call.state.get()).toMatchObject({ own: { camera: { phase: 'on' } } });
  });
});

describe('the connection', () => {
  it('is connecting, then connected, then reconnecting since a moment that stays', async () => {
    const { call, clock, engine, enter } = await setUp();
    enter();
    expect(call.state.get()).toMatchObject({ connection: { phase: 'connecting' } });
    engine.last.options.onHealth('connected');
    expect(call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
    engine.last.options.onHealth('restarting');
    const sinceMs = clock.nowMs();
    await clock.advance(3000);
    expect(call.state.get()).toMatchObject({ connection: { phase: 'reconnecting', sinceMs } });
    engine.last.options.onHealth('connected');
    expect(call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
  });

  it('asks for a new seat when media is lost, and replaces the old media when it has one', async () => {
    const { call, engine, enter, lost } = await live();
    engine.last.options.onHealth('lost');
    expect(lost()).toBe(1);
    call.signalingDropped();
    enter();
    await settle();
    expect(engine.live.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(call.state.get()).toMatchObject({ connection: { phase: 'reconnecting' } });
    engine.last.options.onHealth('connected');
    expect(call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
  });

  it('is reconnecting while only the signaling is gone, and keeps the picture', async () => {
    const { call, engine } = await live();
    call.signalingDropped();
    expect(call.state.get()).toMatchObject({ connection: { phase: 'reconnecting' } });
    expect(engine.last.isClosed).toBe(false);
  });
});

describe('the quality', () => {
  const counters = {
    packetsReceived: 100,
    packetsLost: 0,
    framesDecoded: 0,
    freezes: 0,
    roundTripMs: 20,
  };

  it('is judged again after a look that failed', async () => {
    const { call, clock, engine } = await live();
    engine.last.now = counters;
    await clock.advance(4000);
    const read = vi.spyOn(engine.last, 'counters').mockRejectedValueOnce(new Error('gone'));
    await clock.advance(4000);
    read.mockRestore();
    engine.last.now = { ...counters, packetsReceived: 150, packetsLost: 50 };
    await clock.advance(4000);
    expect(call.state.get()).toMatchObject({ quality: 'poor' });
  });

  it('is judged from two looks, at most one every two seconds', async () => {
    const { call, clock, engine } = await live();
    engine.last.now = counters;
    await clock.advance(4000);
    expect(call.state.get()).toMatchObject({ quality: 'unknown' });
    engine.last.now = { ...counters, packetsReceived: 150, packetsLost: 50 };
    await clock.advance(4000);
    expect(call.state.get()).toMatchObject({ quality: 'poor' });
    await clock.advance(60_000);
    expect(engine.last.looks).toBeLessThanOrEqual(68 / 2);
  });
});

describe('a camera that the rule for captures keeps off', () => {
  const guest = { seatId: other, isSeated: true, role: 'guest', keys: 'held' } as const;
  const reports = (capture: CaptureVerdict | null, rule: ShieldRule) => ({
    ...nothingSealed,
    rule,
    members: [{ ...guest, capture, guestKind: 'app' as const }],
  });

  async function liveWith(capture: CaptureVerdict | null, rule: ShieldRule) {
    const all = await setUp();
    all.sealing.view.set(reports(capture, rule));
    all.enter();
    return all;
  }

  it.each(['visible', 'impossible', 'unknown', null] as const)(
    'sends nothing from the first moment: %s',
    async (capture) => {
      const { call, engine } = await liveWith(capture, 'audio-only');
      expect(engine.last.sent.get('camera')).toMatchObject({ track: null });
      expect(engine.last.sent.get('audio')?.track).not.toBeNull();
      expect(call.state.get()).toMatchObject({ own: { camera: { phase: 'held' } } });
    },
  );

  it('is not turned on by hand', async () => {
    const { call, engine } = await liveWith('visible', 'audio-only');
    call.setCamera(true);
    expect(engine.last.sent.get('camera')).toMatchObject({ track: null });
  });

  it('goes off when somebody loses the shield, and comes back with it', async () => {
    const { call, engine, sealing } = await liveWith('hidden', 'refuse');
    expect(call.state.get()).toMatchObject({ own: { camera: { phase: 'on' } } });
    sealing.view.set(reports('visible', 'refuse'));
    expect(engine.last.sent.get('camera')).toMatchObject({ track: null });
    sealing.view.set(reports('hidden', 'refuse'));
    expect(engine.last.sent.get('camera')?.track).not.toBeNull();
  });

  it('is on where the therapist only wants to be told', async () => {
    const { engine } = await liveWith('visible', 'warn');
    expect(engine.last.sent.get('camera')?.track).not.toBeNull();
  });
});
