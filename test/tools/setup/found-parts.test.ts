import { describe, expect, it } from 'vitest';
import { readChromium, readParts } from '../../../tools/setup/found-parts.ts';

describe('readParts', () => {
  it('reads what set-up handed down', () => {
    const env = { MEDIASOUP_WORKER_BIN: '/w', QUIETROOM_CHROMIUM: '/c' };
    expect(readParts(env)).toEqual({ workerBin: '/w', chromium: '/c' });
    expect(readChromium(env)).toBe('/c');
  });

  it('says how to start instead when set-up did not run', () => {
    expect(() => readParts({ QUIETROOM_CHROMIUM: '/c' })).toThrow(
      /MEDIASOUP_WORKER_BIN is not set\. Start through npm/u,
    );
    expect(() => readChromium({ QUIETROOM_CHROMIUM: '' })).toThrow(
      /QUIETROOM_CHROMIUM is not set/u,
    );
  });
});
