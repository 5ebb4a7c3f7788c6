import { describe, expect, it } from 'vitest';
import { createDeviceAccess, deviceError } from '../../../renderer/media/device-access.ts';
import { AppError } from '../../../src/errors/app-error.ts';

describe('a device that does not open', () => {
  it.each([
    ['NotAllowedError', 'device-denied'],
    ['SecurityError', 'device-denied'],
    ['NotFoundError', 'device-missing'],
    ['OverconstrainedError', 'device-missing'],
    ['NotReadableError', 'device-busy'],
    ['AbortError', 'device-busy'],
    ['TypeError', 'internal'],
  ])('with %s is %s', (name, code) => {
    expect(deviceError(new DOMException('words for developers', name)).code).toBe(code);
  });

  it('is internal when something else was thrown, and keeps an error of ours', () => {
    expect(deviceError('text').code).toBe('internal');
    expect(deviceError(new AppError('device-busy')).code).toBe('device-busy');
  });
});

/** A browser with these devices that takes down what it is asked for. */
function browserWith(devices: Partial<MediaDeviceInfo>[], denied: string[] = []) {
  const asked: MediaStreamConstraints[] = [];
  const browser = {
    mediaDevices: {
      getUserMedia: (constraints: MediaStreamConstraints) => {
        asked.push(constraints);
        return Promise.resolve({ getTracks: () => [] });
      },
      enumerateDevices: () => Promise.resolve(devices),
    },
    permissions: {
      query: ({ name }: { name: string }) =>
        Promise.resolve({ state: denied.includes(name) ? 'denied' : 'prompt' }),
    },
  };
  return { asked, access: createDeviceAccess(browser as unknown as Navigator) };
}

describe('device access', () => {
  it('asks for what is wanted only, and for one device exactly when it was picked', async () => {
    const { access, asked } = browserWith([]);
    await access.open(['microphone']);
    await access.open(['camera'], { camera: 'cam-2' });
    expect(asked[0]).toMatchObject({ audio: { echoCancellation: true }, video: false });
    expect(asked[1]).toMatchObject({ audio: false, video: { deviceId: { exact: 'cam-2' } } });
  });

  it('lists cameras and microphones, without those that have no id yet', async () => {
    const { access } = browserWith([
      { kind: 'audioinput', deviceId: 'm', label: 'Mic' },
      { kind: 'videoinput', deviceId: 'c', label: 'Cam' },
      { kind: 'videoinput', deviceId: '', label: '' },
      { kind: 'audiooutput', deviceId: 's', label: 'Speaker' },
    ]);
    expect(await access.list()).toEqual([
      { kind: 'microphone', deviceId: 'm', label: 'Mic' },
      { kind: 'camera', deviceId: 'c', label: 'Cam' },
    ]);
  });

  it('knows what is denied for good', async () => {
    const { access } = browserWith([], ['camera']);
    expect(await access.isDenied('camera')).toBe(true);
    expect(await access.isDenied('microphone')).toBe(false);
  });

  it('denies everything in a page without a secure context', async () => {
    const access = createDeviceAccess({} as Navigator);
    await expect(access.open(['camera'])).rejects.toMatchObject({ code: 'device-denied' });
    expect(await access.list()).toEqual([]);
    expect(await access.isDenied('camera')).toBe(false);
    access.onChange(() => undefined)();
  });
});
