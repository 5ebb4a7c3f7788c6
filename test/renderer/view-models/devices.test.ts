import { describe, expect, it } from 'vitest';
import { createDevicesModel } from '../../../renderer/view-models/devices.ts';
import { Scope } from '../../../src/base/scope.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeDevices } from '../../support/fake-devices.ts';
import { recordingLog } from '../../support/recording-log.ts';

const mic = { kind: 'microphone', deviceId: 'audio-1', label: 'Mic' } as const;
const cam = { kind: 'camera', deviceId: 'video-1', label: 'Cam' } as const;
const otherCam = { kind: 'camera', deviceId: 'video-2', label: 'Cam 2' } as const;

function setUp() {
  const access = new FakeDevices();
  const scope = new Scope();
  const meters: { track: MediaStreamTrack; tell: (level: number) => void; on: boolean }[] = [];
  const model = createDevicesModel({
    access,
    scope,
    log: recordingLog(),
    measureLevel: (track, tell) => {
      const meter = { track, tell, on: true };
      meters.push(meter);
      return () => {
        meter.on = false;
      };
    },
  });
  return { access, scope, meters, model };
}

async function opened() {
  const all = setUp();
  all.model.open();
  await settle();
  return all;
}

describe('opening', () => {
  it('asks once for both devices', async () => {
    const { access, model } = await opened();
    expect(access.questions).toEqual(['microphone+camera']);
    expect(model.state.get()).toMatchObject({
      phase: 'open',
      microphone: { phase: 'on', deviceId: 'audio-1' },
      camera: { phase: 'on', deviceId: 'video-1' },
      microphones: [{ deviceId: 'audio-1', label: 'Mic' }],
      cameras: [{ deviceId: 'video-1', label: 'Cam' }],
    });
  });

  it('does nothing when they are open', async () => {
    const { access, model } = await opened();
    model.open();
    await settle();
    expect(access.questions).toHaveLength(1);
  });

  it.each(['device-missing', 'device-busy'] as const)(
    'gives the microphone when the camera is %s',
    async (code) => {
      const { access, model } = setUp();
      access.failing.set('camera', code);
      model.open();
      await settle();
      expect(model.state.get()).toMatchObject({
        microphone: { phase: 'on' },
        camera: { phase: 'failed', code },
      });
    },
  );

  it('does not ask again after the person said no', async () => {
    const { access, model } = setUp();
    access.failing.set('camera', 'device-denied');
    model.open();
    await settle();
    expect(access.questions).toEqual(['microphone+camera']);
    expect(model.state.get()).toMatchObject({
      microphone: { phase: 'failed', code: 'device-denied' },
      camera: { phase: 'failed', code: 'device-denied' },
    });
  });

  it('asks for the other one when one is denied for good', async () => {
    const { access, model } = setUp();
    access.denied.add('camera');
    model.open();
    await settle();
    expect(access.questions).toEqual(['microphone+camera', 'microphone']);
    expect(model.state.get()).toMatchObject({
      microphone: { phase: 'on' },
      camera: { phase: 'failed', code: 'device-denied' },
    });
  });
});

describe('while open', () => {
  it('takes another camera, and lets the first one go before it asks for it', async () => {
    const { access, model } = await opened();
    access.plugged.push(otherCam);
    model.pick('camera', 'video-2');
    expect(access.live).toBe(1);
    await settle();
    expect(model.state.get()).toMatchObject({ camera: { phase: 'on', deviceId: 'video-2' } });
  });

  it('tries a failed device again', async () => {
    const { access, model } = setUp();
    access.failing.set('camera', 'device-busy');
    model.open();
    await settle();
    access.failing.clear();
    model.retry('camera');
    await settle();
    expect(model.state.get()).toMatchObject({ camera: { phase: 'on' } });
  });

  it('falls back to another device when one is pulled out', async () => {
    const { access, model } = await opened();
    access.plugged = [mic, otherCam];
    access.opened.find(({ kind }) => kind === 'video')?.end();
    await settle();
    expect(model.state.get()).toMatchObject({ camera: { phase: 'on', deviceId: 'video-2' } });
  });

  it('says missing when the last one is pulled out, and takes it when it is back', async () => {
    const { access, model } = await opened();
    access.plugged = [mic];
    access.opened.find(({ kind }) => kind === 'video')?.end();
    await settle();
    expect(model.state.get()).toMatchObject({
      camera: { phase: 'failed', code: 'device-missing' },
      cameras: [],
    });
    access.change([mic, cam]);
    await settle();
    expect(model.state.get()).toMatchObject({ camera: { phase: 'on' } });
  });

  it('measures the level while somebody watches, on the microphone of the moment', async () => {
    const { access, model, meters } = await opened();
    const [off, offToo] = [model.watchLevel(), model.watchLevel()];
    meters.at(-1)?.tell(0.5);
    expect(model.level.get()).toBe(0.5);
    access.plugged.push({ ...mic, deviceId: 'audio-2' });
    model.pick('microphone', 'audio-2');
    await settle();
    expect(meters.filter(({ on }) => on).map(({ track }) => track.id)).toEqual(['track-audio-2']);
    off();
    off();
    expect(meters.some(({ on }) => on)).toBe(true);
    offToo();
    expect(meters.some(({ on }) => on)).toBe(false);
    expect(model.level.get()).toBe(0);
  });
});

describe('closing', () => {
  it('stops every track, the meter and the listening', async () => {
    const { access, scope, model, meters } = await opened();
    model.watchLevel();
    scope.close();
    expect(access.live).toBe(0);
    expect(access.listeners).toBe(0);
    expect(meters.some(({ on }) => on)).toBe(false);
    expect(model.state.get()).toEqual({ phase: 'closed' });
  });

  it('stops a track that comes when nobody wants it any more', async () => {
    const { access, model } = setUp();
    model.open();
    model.close();
    await settle();
    expect(access.live).toBe(0);
    expect(model.state.get()).toEqual({ phase: 'closed' });
  });

  it('opens again after it was closed', async () => {
    const { model } = await opened();
    model.close();
    model.open();
    await settle();
    expect(model.state.get()).toMatchObject({ camera: { phase: 'on' } });
  });
});
