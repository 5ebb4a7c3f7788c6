import { describe, expect, it } from 'vitest';
import { chooseShell, type ShellFacts } from '../../../tools/start/choose-shell.ts';

const good: ShellFacts = {
  electron: '/opt/electron',
  electronFits: true,
  isRoot: false,
  hasDisplay: true,
};

const needed = { what: 'the vault’s database' };

describe('chooseShell', () => {
  it('takes Electron when it can run', () => {
    expect(chooseShell(good, needed)).toEqual({ shell: 'electron', electron: '/opt/electron' });
  });

  it.each<[string, Partial<ShellFacts>, RegExp]>([
    ['there is no Electron', { electron: null, electronFits: false }, /install-electron/u],
    [
      'the database does not load in it',
      { electronFits: false },
      /load the vault’s database: it is older than/u,
    ],
    ['it would lose its sandbox', { isRoot: true }, /\broot\b/u],
  ])('takes the preview host and says why when %s', (_when, change, why) => {
    const choice = chooseShell({ ...good, ...change }, needed);
    expect(choice).toMatchObject({ shell: 'preview', why: expect.stringMatching(why) as string });
  });

  it('opens nothing without a display, and names the way that needs none', () => {
    const choice = chooseShell({ ...good, hasDisplay: false }, needed);
    expect(choice).toMatchObject({ shell: 'none', why: expect.stringMatching(/demo/u) as string });
  });
});
