import { describe, expect, it } from 'vitest';
import { provideSecretService } from '../../../tools/setup/secret-service-packages.ts';
import { createFakeMachine } from './fake-machine.ts';
import { setupTools } from './setup-tools.ts';

const all = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].map((name) => `/usr/bin/${name}`);

describe('provideSecretService', () => {
  it('needs nothing on macOS and Windows', async () => {
    for (const platform of ['darwin', 'win32'] as const) {
      expect(await provideSecretService(setupTools(createFakeMachine({ platform })))).toEqual({});
    }
  });

  it('does nothing when the programs are there', async () => {
    const machine = createFakeMachine({ programs: all });
    expect(await provideSecretService(setupTools(machine))).toEqual({});
  });

  it('installs the packages of the programs that are missing, and no others', async () => {
    const machine = createFakeMachine({ programs: all.slice(0, 2) });
    const asked: string[] = [];
    const tools = setupTools(machine, (names) => {
      asked.push(...names);
      return Promise.resolve(null);
    });
    await provideSecretService(tools);
    expect(asked).toEqual(['gnome-keyring']);
  });

  it('says what to install where it may not', async () => {
    await expect(provideSecretService(setupTools(createFakeMachine({})))).rejects.toThrow(
      /may not install[\s\S]*sudo apt-get install -y dbus-daemon dbus-bin gnome-keyring/u,
    );
  });
});
