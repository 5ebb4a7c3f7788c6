import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { electronRuntime, provideDisplay } from '../../../tools/setup/display.ts';
import { createFakeMachine } from './fake-machine.ts';
import { setupTools } from './setup-tools.ts';

const withElectron = { PATH: '/usr/bin', ELECTRON_OVERRIDE_DIST_PATH: tmpdir() };

describe('provideDisplay', () => {
  it('sees an Electron only where one is', () => {
    expect(electronRuntime({}, '/nowhere')).toBeNull();
    expect(electronRuntime({ ELECTRON_OVERRIDE_DIST_PATH: '/nowhere/electron' }, '/')).toBeNull();
    expect(electronRuntime(withElectron, '/nowhere')).toBe(tmpdir());
  });

  it('does nothing without an Electron', async () => {
    expect(await provideDisplay(setupTools(createFakeMachine({})))).toEqual({});
  });

  it('does nothing where a virtual screen is installed', async () => {
    const machine = createFakeMachine({ env: withElectron, programs: ['/usr/bin/Xvfb'] });
    expect(await provideDisplay(setupTools(machine))).toEqual({});
  });

  it('says what to install where it may not', async () => {
    const machine = createFakeMachine({ env: withElectron });
    await expect(provideDisplay(setupTools(machine))).rejects.toThrow(/apt-get install -y xvfb/u);
  });
});
