import { describe, expect, it } from 'vitest';
import { isChromiumVersion, provideChromium, usualPlaces } from '../../../tools/setup/chromium.ts';
import { createFakeMachine } from './fake-machine.ts';
import { setupTools } from './setup-tools.ts';

const version = { stdout: 'Chromium 140.0.1 built on Debian' };

describe('Chromium', () => {
  it('is recognised by what it calls itself', () => {
    expect(isChromiumVersion('Chromium 156.0.8078.79 built on Debian GNU/Linux 12')).toBe(true);
    expect(isChromiumVersion('Google Chrome 140.0.7339.80 ')).toBe(true);
    expect(isChromiumVersion('Mozilla Firefox 140.0')).toBe(false);
    expect(isChromiumVersion('')).toBe(false);
  });

  it('has usual places on every system', () => {
    const env = { LOCALAPPDATA: String.raw`C:\L` };
    const on = (platform: NodeJS.Platform) => usualPlaces({ platform, env, home: '/h' });
    expect(on('linux')).toContain('/opt/google/chrome/chrome');
    expect(on('darwin')).toContain('/h/Applications/Chromium.app/Contents/MacOS/Chromium');
    expect(on('win32')).toContain(String.raw`C:\L\Google\Chrome\Application\chrome.exe`);
  });

  it('is taken from where it is installed', async () => {
    const programs = ['/usr/bin/google-chrome', '/usr/bin/chromium'];
    const machine = createFakeMachine({ programs, answer: () => version });
    expect(await provideChromium(setupTools(machine))).toEqual({
      QUIETROOM_CHROMIUM: '/usr/bin/chromium',
    });
  });

  it('is not taken when it does not run', async () => {
    const programs = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
    const answer = (line: string) => (line.includes('google') ? version : { ok: false });
    const machine = createFakeMachine({ programs, answer });
    expect(await provideChromium(setupTools(machine))).toEqual({
      QUIETROOM_CHROMIUM: '/usr/bin/google-chrome',
    });
  });

  it('is the one that the environment names, or nothing', async () => {
    const env = { QUIETROOM_CHROMIUM: '/my/chrome', PATH: '/usr/bin' };
    const programs = ['/my/chrome', '/usr/bin/chromium'];
    const good = createFakeMachine({ programs, env, answer: () => version });
    expect(await provideChromium(setupTools(good))).toEqual({ QUIETROOM_CHROMIUM: '/my/chrome' });
    const bad = createFakeMachine({ programs: ['/usr/bin/chromium'], env, answer: () => version });
    await expect(provideChromium(setupTools(bad))).rejects.toThrow(
      'QUIETROOM_CHROMIUM does not name a working',
    );
  });

  it('comes from Debian when none is installed and packages may be', async () => {
    const programs: string[] = [];
    const machine = createFakeMachine({ programs, answer: () => version });
    const tools = setupTools(machine, (names) => {
      programs.push(...names.map((name) => `/usr/bin/${name}`));
      return Promise.resolve(null);
    });
    expect(await provideChromium(tools)).toEqual({ QUIETROOM_CHROMIUM: '/usr/bin/chromium' });
  });

  it('names every cause and the ways out when there is none to be had', async () => {
    const answer = () => ({ ok: false, exitCode: 1, output: 'Download failed' });
    const machine = createFakeMachine({ answer });
    await expect(provideChromium(setupTools(machine))).rejects.toThrow(
      /no Chromium or Chrome is installed[\s\S]*may not install[\s\S]*Playwright could not download Chromium: Download failed[\s\S]*QUIETROOM_CHROMIUM/u,
    );
  });
});
