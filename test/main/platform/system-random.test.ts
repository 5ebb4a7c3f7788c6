import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';

describe('systemRandom', () => {
  it('gives as many bytes as asked for, and never the same', () => {
    const [a, b] = [systemRandom.bytes(32), systemRandom.bytes(32)];
    expect(a).toHaveLength(32);
    expect(a).not.toEqual(b);
    expect(systemRandom.bytes(0)).toHaveLength(0);
  });

  it('gives bytes over a buffer of their own', () => {
    const bytes = systemRandom.bytes(16);
    expect(bytes.buffer.byteLength).toBe(16);
    expect(bytes.byteOffset).toBe(0);
  });
});
