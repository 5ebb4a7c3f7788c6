import { describe, expect, it } from 'vitest';
import { findRefusedVariable } from '../../../main/windows/refused-variables.ts';

describe('the environment of a start', () => {
  it.each([
    'ELECTRON_DISABLE_SANDBOX',
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'NODE_DEBUG',
    'NODE_DEBUG_NATIVE',
    'NODE_V8_COVERAGE',
  ])('is refused with %s in it, whatever it is set to and in any case', (name) => {
    expect(findRefusedVariable({ PATH: '/usr/bin', [name]: '1' })).toBe(name);
    expect(findRefusedVariable({ [name]: '' })).toBe(name);
    expect(findRefusedVariable({ [name.toLowerCase()]: '1' })).toBe(name);
  });

  it('is taken with what fuses turn off, and what has no power', () => {
    const harmless = ['PATH', 'NODE_OPTIONS', 'NODE_ENV', 'ELECTRON_RUN_AS_NODE', 'LANG'];
    expect(findRefusedVariable(Object.fromEntries(harmless.map((name) => [name, '1'])))).toBeNull();
    expect(findRefusedVariable({ NODE_DEBUG: undefined })).toBeNull();
  });
});
