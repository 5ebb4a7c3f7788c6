import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { processTree, readProcesses } from '../../../tools/bench/process-tree.ts';
import { giveTo } from '../../../tools/desktop/ordinary-user.ts';
import { countMarkerApart } from '../../../tools/demo/scan-apart.ts';
import { answerFolderDialog } from '../../support/answer-folder-dialog.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { filesWithFields } from '../../support/field-sources.ts';
import { marker, TherapistTypist } from '../../support/therapist-typist.ts';

/** Typed into in a session between both apps, and looked for there. */
const typedElsewhere = [
  'away/neutral-page.tsx',
  'guest-app/open-invite.tsx',
  'talk/talk-composer.tsx',
];

describe.skipIf(electron === null)(`what is typed into the app${electronNote}`, () => {
  const fixture = useElectron();
  let app: RunningElectronApp;
  let running: ChildProcess;
  let typist: TherapistTypist;

  /** Of the home, which everything temporary lies in too, and of whatever the app has open or mapped. */
  const countTyped = (): Promise<number> => {
    const all = process.platform === 'linux' ? readProcesses() : [];
    const pids = processTree(all, running.pid ?? 0).map(({ pid }) => pid);
    return countMarkerApart(marker, [fixture().desktop.home], pids);
  };

  beforeAll(async () => {
    app = await fixture().launch();
    running = app.application.process();
    const backups = join(fixture().desktop.home, 'backups');
    mkdirSync(backups);
    giveTo(fixture().user, backups);
    await answerFolderDialog(app, backups);
    typist = new TherapistTypist(app.page);
    await typist.typeEverywhere();
  });

  it('is typed into every field that there is', () => {
    expect([...typist.files, ...typedElsewhere].toSorted()).toEqual(filesWithFields());
  });

  it('is in the clear on no disk while it is on the screen', async () => {
    expect(await countTyped()).toBe(0);
    expect(app.output()).not.toContain(marker);
  });

  it('is in the clear on no disk after the page and the app have crashed with it', async () => {
    const ended = once(running, 'exit');
    const crashed = app.page.waitForEvent('crash');
    await app.application.evaluate(({ BrowserWindow }) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        webContents.forcefullyCrashRenderer();
      }
    });
    await crashed;
    running.kill('SIGABRT');
    await ended;
    expect(await countTyped()).toBe(0);
    expect(app.output()).not.toContain(marker);
    const names = readdirSync(fixture().desktop.home, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.dmp'))).toEqual([]);
  });

  it('would be found if it was there', async () => {
    const planted = join(fixture().desktop.home, 'planted');
    expect(existsSync(planted)).toBe(false);
    writeFileSync(planted, Buffer.from(marker, 'utf16le'));
    expect(await countTyped()).toBe(1);
  });
});
