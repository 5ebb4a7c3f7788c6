import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { shield } from '../../../renderer/i18n/en-gb/shield.ts';
import { callBridge, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';

const standing = async (page: Page): Promise<unknown> =>
  dataOf(await callBridge(page, 'capture.get', {}));
/** It comes when the window has shown itself. */
const waiting = { timeout: 10_000 };
/** How colourful the first pixel of the page is. */
function spreadOfCorner(app: RunningElectronApp): Promise<number> {
  return app.application.evaluate(async ({ BrowserWindow }) => {
    const area = { x: 0, y: 0, width: 128, height: 6 };
    const corner = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage(area);
    const [blue = 0, green = 0, red = 0] = corner?.toBitmap() ?? [];
    return Math.max(red, green, blue) - Math.min(red, green, blue);
  });
}

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
    const windows = await app.application.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    );
    expect(windows).toBe(1);
    // A page's own colours are quiet ones.
    await expect.poll(() => spreadOfCorner(app), waiting).toBeLessThan(100);
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

    it('the window is called visible, in red, to whoever sits in front of it', async () => {
      const app = await fixture().launch({ captureSystem: 'win32 10.0.26100' });
      await expect
        .poll(() => standing(app.page), waiting)
        .toEqual({ capability: 'hides', verdict: 'visible', why: null });
      await app.page.getByRole('alert').getByText(shield.visible.title).waitFor();
    });
  },
);
