import { describe, expect, it } from 'vitest';
import { readDevelopmentOptions } from '../../../main/windows/development-options.ts';

describe('readDevelopmentOptions', () => {
  it('presets nothing when nothing is said', () => {
    expect(readDevelopmentOptions({})).toMatchObject({ dataFolder: null, presetServer: null });
  });

  it('presets a server only together with a code', () => {
    const server = { QUIETROOM_PRESET_SERVER: 'http://127.0.0.1:1' };
    expect(readDevelopmentOptions(server).presetServer).toBeNull();
    expect(
      readDevelopmentOptions({ ...server, QUIETROOM_PRESET_CODE: 'code' }).presetServer,
    ).toEqual({ origin: 'http://127.0.0.1:1', enrolmentCode: 'code' });
  });

  it('permits the two switches that the test driver needs, and no other', () => {
    expect(readDevelopmentOptions({}).permittedSwitches).toEqual([
      'inspect',
      'remote-debugging-port',
    ]);
  });
});
