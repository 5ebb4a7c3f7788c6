import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const standing = async (page: Page): Promise<unknown> =>
  dataOf(await callBridge(page, 'capture.get', {}));
/** It comes when the window has shown itself. */
const waiting = { timeout: 10_000 };
const isLinux = process.platform === 'linux';

describe.skipIf(electron === null || !isLinux)(`the capture shield on Linux${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;

  beforeAll(async () => {
    app = await fixture().launch();
  });

  it('says that windows cannot be hidden here, because it has captured its own', async () => {
    await expect
      .poll(() => standing(app.page), waiting)
      .toEqual({ capability: 'none', verdict: 'impossible', why: null });
    expect(app.output()).toContain('capture-tested');
  });

  it('leaves no marker and no window behind', async () => {
    const left = await app.application.evaluate(async ({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      const corner = await windows[0]?.webContents.capturePage({
        x: 0,
        y: 0,
        width: 128,
        height: 6,
      });
      const [blue = 0, green = 0, red = 0] = corner?.toBitmap() ?? [];
      const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
      return { windows: windows.length, spread };
    });
    expect(left.windows).toBe(1);
    // A page's own colours are quiet ones.
    expect(left.spread).toBeLessThan(100);
  });

  it('tries again only with an open vault', async () => {
    expect(await callBridge(app.page, 'capture.test', {})).toEqual({
      ok: false,
      error: { code: 'vault-locked' },
    });
  });
});

describe.skipIf(electron === null || !isLinux)(
  `on a system that should hide windows and does not${electronNote}`,
  () => {
    const fixture = useElectron();

    it('the window is called visible', async () => {
      const app = await fixture().launch({ captureSystem: 'win32 10.0.26100' });
      await expect
        .poll(() => standing(app.page), waiting)
        .toEqual({ capability: 'hides', verdict: 'visible', why: null });
    });
  },
);
