import { describe, expect, it } from 'vitest';
import { joinWith } from '../../../../renderer/screens/guest/join-with.ts';
import type { DeviceSlot } from '../../../../renderer/view-models/devices-model.ts';

const opening: DeviceSlot = { phase: 'opening' };
const failed: DeviceSlot = { phase: 'failed', code: 'device-denied' };

describe('joinWith', () => {
  it.each([
    [opening, opening, 'next'],
    [failed, opening, 'nextWithoutCamera'],
    [opening, failed, 'nextWithoutMicrophone'],
    [failed, failed, 'nextWithoutBoth'],
  ])('camera %o, microphone %o', (camera, microphone, says) => {
    expect(joinWith({ phase: 'open', camera, microphone, cameras: [], microphones: [] })).toBe(
      says,
    );
  });

  it('promises nothing before the devices are asked', () => {
    expect(joinWith({ phase: 'closed' })).toBe('next');
  });
});
