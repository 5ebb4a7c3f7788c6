import { beforeAll, describe, expect, it } from 'vitest';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const askable = [
  'accelerometer',
  'ambient-light-sensor',
  'background-fetch',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'geolocation',
  'gyroscope',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'nfc',
  'notifications',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'screen-wake-lock',
  'storage-access',
  'window-management',
];
const desktop = { mandatory: { chromeMediaSource: 'desktop' } };

describe.skipIf(electron === null)(`permissions${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;

  beforeAll(async () => {
    app = await fixture().launch({ args: ['--use-fake-device-for-media-stream'] });
  });

  const capture = (constraints: unknown): Promise<string> =>
    app.page.evaluate(
      (wanted) =>
        navigator.mediaDevices.getUserMedia(wanted as MediaStreamConstraints).then(
          (stream) => {
            const kinds = stream.getTracks().map(({ kind }) => kind);
            for (const track of stream.getTracks()) track.stop();
            return kinds.toSorted().join('+');
          },
          (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
        ),
      constraints,
    );

  it.each([
    ['audio+video', { audio: true, video: true }],
    ['audio', { audio: true }],
    ['video', { video: true }],
  ])('camera and microphone are given: %s', async (kinds, constraints) => {
    expect(await capture(constraints)).toBe(kinds);
  });

  // For its sound alone, or beside the microphone, Chromium ends the whole page.
  it.each([
    ['alone', { video: desktop }],
    [
      'by its id',
      { video: { mandatory: { ...desktop.mandatory, chromeMediaSourceId: 'screen:0:0' } } },
    ],
    ['the own tab', { video: { mandatory: { chromeMediaSource: 'tab' } } }],
    ['with sound', { audio: desktop, video: desktop }],
  ])('the screen is not given by the old way: %s', async (_what, constraints) => {
    expect(await capture(constraints)).toMatch(/Error$/u);
  });

  it('nothing that records or captures is left in the page', async () => {
    const left = await app.page.evaluate(() => {
      const owners = {
        globalThis,
        media: HTMLMediaElement.prototype,
        canvas: HTMLCanvasElement.prototype,
        devices: MediaDevices.prototype,
        navigator: Navigator.prototype,
      };
      const names = [
        'MediaRecorder',
        'ImageCapture',
        'MediaStreamTrackProcessor',
        'MediaStreamTrackGenerator',
        'captureStream',
        'getDisplayMedia',
        'webkitGetUserMedia',
      ];
      return Object.entries(owners).flatMap(([owner, object]) =>
        names.filter((name) => name in object).map((name) => `${owner}.${name}`),
      );
    });
    expect(left).toEqual([]);
    // What a call needs is still there.
    expect(await capture({ audio: true })).toBe('audio');
  });

  it('the screen is not given by the new way either, to whoever gets at it in another frame', async () => {
    // No page can make one; this is somebody who could all the same.
    await app.application.evaluate(async ({ webContents }) => {
      const code = `document.body.append(document.createElement('iframe'));`;
      await webContents.getAllWebContents()[0]?.executeJavaScriptInIsolatedWorld(4711, [{ code }]);
    });
    const outcome = await app.page.evaluate(async () => {
      const other = window[0]?.navigator.mediaDevices;
      if (!other || !('getDisplayMedia' in other)) return 'absent';
      return other.getDisplayMedia({ video: true }).then(
        () => 'captured',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
    });
    expect(outcome).toMatch(/^NotAllowedError/u);
  });

  it('every permission that the page can ask about is denied, apart from what a call needs', async () => {
    const states = await app.page.evaluate(async (names) => {
      const answers = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => [name, state],
            () => [name, 'unknown'],
          ),
        ),
      );
      return answers.filter(([, state]) => state !== 'denied' && state !== 'unknown');
    }, askable);
    expect(states).toEqual([
      ['camera', 'granted'],
      ['microphone', 'granted'],
    ]);
  });

  it.each(['usb', 'hid', 'serial', 'bluetooth'])('no device is given: %s', async (name) => {
    const outcome = await app.page.evaluate(async (kind) => {
      const api: unknown = Reflect.get(navigator, kind);
      if (typeof api !== 'object' || api === null) return 'absent';
      const ask: unknown = Reflect.get(api, kind === 'serial' ? 'requestPort' : 'requestDevice');
      try {
        const given: unknown = await Reflect.apply(ask as () => Promise<unknown>, api, [
          kind === 'bluetooth' ? { acceptAllDevices: true } : { filters: [] },
        ]);
        return Array.isArray(given) && given.length === 0 ? 'refused' : 'given';
      } catch {
        return 'refused';
      }
    }, name);
    expect(['absent', 'refused']).toContain(outcome);
  });
});
