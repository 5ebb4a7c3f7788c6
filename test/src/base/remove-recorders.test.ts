import { afterEach, describe, expect, it, vi } from 'vitest';
import { removeRecorders } from '../../../src/base/remove-recorders.ts';

class Media {
  play(): void {}
  captureStream(): void {}
}
class Devices {
  getUserMedia(): void {}
  getDisplayMedia(): void {}
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a page without recorders', () => {
  it('has nothing that records or captures, and keeps the rest', () => {
    vi.stubGlobal('MediaRecorder', Media);
    vi.stubGlobal('ImageCapture', Media);
    vi.stubGlobal('HTMLMediaElement', Media);
    vi.stubGlobal('MediaDevices', Devices);
    removeRecorders();
    expect('MediaRecorder' in globalThis).toBe(false);
    expect('ImageCapture' in globalThis).toBe(false);
    expect(Reflect.ownKeys(Media.prototype)).toEqual(['constructor', 'play']);
    expect(Reflect.ownKeys(Devices.prototype)).toEqual(['constructor', 'getUserMedia']);
  });

  it('is one also where there never was any of it', () => {
    expect(() => {
      removeRecorders();
    }).not.toThrow();
  });

  it('needs nothing from outside, so that it runs as text', () => {
    vi.stubGlobal('MediaRecorder', Media);
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- As the preload hands it over.
    const run = new Function(`(${removeRecorders.toString()})()`) as () => void;
    run();
    expect('MediaRecorder' in globalThis).toBe(false);
  });
});
