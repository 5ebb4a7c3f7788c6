import { describe, expect, it } from 'vitest';
import { busConfig, escapeAddress } from '../../../../tools/setup/secret-service/bus-config.ts';

describe('busConfig', () => {
  it('listens on the given socket only, and starts no services by itself', () => {
    const config = busConfig('/tmp/a b/bus');
    expect(config).toContain('<listen>unix:path=/tmp/a%20b/bus</listen>');
    expect(config).not.toContain('servicedir');
  });

  it('escapes bytes, not characters', () => {
    expect(escapeAddress('/tmp/ü,=')).toBe('/tmp/%c3%bc%2c%3d');
  });
});
