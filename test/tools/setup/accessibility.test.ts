import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { accessibilityLauncher, provideAccessibility } from '../../../tools/setup/accessibility.ts';
import { createFakeMachine } from './fake-machine.ts';
import { setupTools } from './setup-tools.ts';

const env = { PATH: '/usr/bin', ELECTRON_OVERRIDE_DIST_PATH: tmpdir() };

describe('provideAccessibility', () => {
  it('does nothing where it is installed', async () => {
    const machine = createFakeMachine({ env, programs: [accessibilityLauncher] });
    expect(await provideAccessibility(setupTools(machine))).toEqual({});
    expect(machine.said).toEqual([]);
  });

  it('says what to install where it may not, and goes on', async () => {
    const machine = createFakeMachine({ env });
    expect(await provideAccessibility(setupTools(machine))).toEqual({});
    expect(machine.said.join('\n')).toContain('apt-get install -y at-spi2-core');
  });
});
