import { describe, expect, it } from 'vitest';
import { IdleMeter } from '../../../main/platform/idle-meter.ts';

describe('IdleMeter', () => {
  it('believes a system from the first pause on that it has noticed', () => {
    const meter = new IdleMeter(0);
    expect(meter.idleMs(0, 60_000)).toBe(60_000);
    expect(meter.idleMs(4_000, 62_000)).toBe(4_000);
    expect(meter.idleMs(0, 64_000)).toBe(0);
  });

  it('goes by our own window where the system claims that somebody is always there', () => {
    const meter = new IdleMeter(0);
    for (let atMs = 2_000; atMs < 600_000; atMs += 2_000) meter.idleMs(0, atMs);
    expect(meter.idleMs(0, 600_000)).toBe(600_000);
    meter.used(600_000);
    expect(meter.idleMs(0, 601_000)).toBe(1_000);
  });

  it('counts what happens in our window, whatever the system says', () => {
    const meter = new IdleMeter(0);
    meter.used(500_000);
    expect(meter.idleMs(500_000, 502_000)).toBe(2_000);
  });

  it('counts no use in the future when the clock is set back', () => {
    const meter = new IdleMeter(500_000);
    expect(meter.idleMs(0, 1_000)).toBe(0);
  });
});
