import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'app-builder-lib';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../tools/build/ensure-built.ts';
import { appContents, type AppName } from '../../../tools/dist/app-contents.ts';

const apps = ['therapist', 'guest'] as const satisfies readonly AppName[];

const configOf = (app: AppName): Promise<Configuration> =>
  getConfig(projectRoot, appContents[app].config, null);

/** Everything in a configuration that names a file of ours. */
function filesNamedBy({ win, mac, linux, nsis }: Configuration): readonly string[] {
  return [win?.icon, mac?.icon, linux?.icon, nsis?.include, mac?.entitlements]
    .concat(mac?.entitlementsInherit)
    .flatMap((file) => (typeof file === 'string' ? [file] : []));
}

describe.each(apps)('the configuration of the packages of %s', (app) => {
  let config: Configuration;

  beforeAll(async () => {
    config = await configOf(app);
  });

  it('is one that electron-builder takes, with every target', async () => {
    await validateConfiguration(config, new DebugLogger(false));
    expect(config.win?.target).toEqual(['msi', 'nsis']);
    expect(config.mac?.target).toEqual(['dmg', 'pkg']);
    expect(config.linux?.target).toEqual(['deb', 'AppImage']);
  });

  it('names files that there are', () => {
    const files = filesNamedBy(config);
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(files.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
  });

  it('is called as the app calls itself', () => {
    const { productName, name } = appContents[app];
    expect([config.productName, config.linux?.executableName]).toEqual([productName, name]);
  });

  it('makes an MSI for the whole computer, which asks nothing and starts nothing', () => {
    expect(config.msi).toMatchObject({ oneClick: true, perMachine: true, runAfterFinish: false });
  });

  it('makes another installer for one person, which needs no administrator', () => {
    expect(config.nsis).toMatchObject({
      oneClick: true,
      perMachine: false,
      allowElevation: false,
      deleteAppDataOnUninstall: false,
    });
  });

  it('gives no updater anything to look for', () => {
    expect(config.publish).toBeNull();
    expect(config.dmg?.writeUpdateInfo).toBe(false);
  });

  it('starts the AppImage without the switch that takes the sandbox away', () => {
    expect(config.appImage?.executableArgs).toEqual([]);
  });

  it('hardens the app of macOS, and gives it camera and microphone alone', () => {
    expect(config.mac?.hardenedRuntime).toBe(true);
    for (const file of ['assets/entitlements.plist', 'assets/entitlements.inherit.plist']) {
      const keys = readFileSync(join(projectRoot, file), 'utf8').matchAll(/<key>(.+?)<\/key>/gu);
      expect(Array.from(keys, ([, key]) => key ?? '').toSorted()).toEqual([
        'com.apple.security.cs.allow-jit',
        'com.apple.security.device.audio-input',
        'com.apple.security.device.camera',
      ]);
    }
  });
});

describe('both configurations', () => {
  it('are those of two apps: neither installer replaces the other’s app', async () => {
    const [one, other] = await Promise.all(apps.map(configOf));
    const idsOf = (config: Configuration | undefined): readonly unknown[] => [
      config?.appId,
      config?.msi?.upgradeCode,
      config?.nsis?.guid,
      config?.directories?.app,
      config?.directories?.output,
      config?.win?.icon,
    ];
    const ids = [...idsOf(one), ...idsOf(other)];
    expect(ids.every((id) => typeof id === 'string')).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('let links open the app for clients alone', async () => {
    const [therapist, guest] = await Promise.all(apps.map(configOf));
    expect(therapist?.protocols).toBeUndefined();
    expect(guest?.protocols).toMatchObject([{ schemes: ['quietroom'] }]);
    const script = readFileSync(join(projectRoot, 'assets/installer/guest.nsh'), 'utf8');
    expect(script).toContain('APP_EXECUTABLE_FILENAME}" -- "%1"');
  });

  it('set the same fuses', async () => {
    const [one, other] = await Promise.all(apps.map(configOf));
    expect(one?.electronFuses).toEqual(other?.electronFuses);
  });
});
