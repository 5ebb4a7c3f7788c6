import { describe, expect, it } from 'vitest';
import { provideCoturn, systemdFolder } from '../../../tools/setup/coturn.ts';
import { createFakeMachine } from './fake-machine.ts';
import { setupTools } from './setup-tools.ts';

const turnserver = '/usr/bin/turnserver';
const found = { QUIETROOM_TURNSERVER: turnserver };

describe('provideCoturn', () => {
  it('takes the one that is there, and installs none', async () => {
    const machine = createFakeMachine({ programs: [turnserver, systemdFolder] });
    expect(await provideCoturn(setupTools(machine))).toEqual(found);
    expect(machine.said).toEqual([]);
  });

  it('installs it where no services are started', async () => {
    const programs: string[] = [];
    const machine = createFakeMachine({ programs });
    const tools = setupTools(machine, (names) => {
      expect(names).toEqual(['coturn']);
      programs.push(turnserver);
      return Promise.resolve(null);
    });
    expect(await provideCoturn(tools)).toEqual(found);
  });

  it('starts no open TURN server on a machine that starts its services', async () => {
    const machine = createFakeMachine({ programs: [systemdFolder] });
    const tools = setupTools(machine, () => Promise.reject(new Error('installed')));
    expect(await provideCoturn(tools)).toEqual({});
    expect(machine.said.join('\n')).toContain('systemctl mask coturn');
  });

  it('says what to install where it may not, and goes on', async () => {
    const machine = createFakeMachine({});
    expect(await provideCoturn(setupTools(machine))).toEqual({});
    expect(machine.said.join('\n')).toContain('apt-get install -y coturn');
  });

  it.each(['darwin', 'win32'] as const)('installs nothing on %s', async (platform) => {
    const machine = createFakeMachine({ platform });
    const tools = setupTools(machine, () => Promise.reject(new Error('installed')));
    expect(await provideCoturn(tools)).toEqual({});
  });
});
