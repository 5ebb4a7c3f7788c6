import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toBase64Url } from '../../../src/base/base64url.ts';
import type { CallName } from '../../../src/contract/contract.ts';
import type { DownloadCalls } from '../../../src/contract/download-calls.ts';
import { GUEST_IPC_PROTOCOL } from '../../../src/contract/guest-ipc.ts';
import { IPC_PROTOCOL } from '../../../src/contract/ipc.ts';
import type { IpcResponse } from '../../../src/contract/ipc-wire.ts';
import { callRaw, dataOf } from '../../support/call-bridge.ts';
import type { RunningElectronApp } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { giveTo } from '../../../tools/desktop/ordinary-user.ts';

const begun = z.strictObject({ downloadId: z.nullable(z.string()) });
const content = new Uint8Array([1, 2, 3]);

describe.skipIf(electron === null).each(['therapist', 'guest'] as const)(
  `saving a file in the app for %ss${electronNote}`,
  (name) => {
    const fixture = useElectron('development', name);
    const ask = (
      app: RunningElectronApp,
      channel: CallName<DownloadCalls>,
      data: object,
    ): Promise<IpcResponse> => {
      const protocol = name === 'therapist' ? IPC_PROTOCOL : GUEST_IPC_PROTOCOL;
      return callRaw(app.page, channel, { protocol, channel, data });
    };

    /** The person's answer in the system's dialog, which no driver can press; null: they close it. */
    const answerDialog = async (app: RunningElectronApp, path: string | null): Promise<void> => {
      await app.application.evaluate(({ dialog }, filePath) => {
        Reflect.set(dialog, 'showSaveDialog', (_window: unknown, options: unknown) => {
          Reflect.set(globalThis, 'askedToSave', options);
          return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
        });
      }, path);
    };

    it('asks where, writes there and nowhere else, and opens nothing', async () => {
      const app = await fixture().launch();
      const folder = join(app.dataFolder, 'chosen');
      mkdirSync(folder, { recursive: true });
      giveTo(fixture().user, folder);
      const path = join(folder, 'mine.pdf');

      await answerDialog(app, null);
      const asked = { name: '../photo.jpg.exe', sizeBytes: content.length };
      expect(dataOf(await ask(app, 'download.begin', asked))).toEqual({ downloadId: null });
      const options: unknown = await app.application.evaluate(
        () => Reflect.get(globalThis, 'askedToSave') as unknown,
      );
      expect(options).toMatchObject({ defaultPath: 'photo_jpg.exe' });
      expect(readdirSync(folder)).toEqual([]);

      await answerDialog(app, path);
      const { downloadId } = begun.parse(dataOf(await ask(app, 'download.begin', asked)));
      if (downloadId === null) throw new Error('declined');
      const bytes = toBase64Url(content);
      dataOf(await ask(app, 'download.append', { downloadId, index: 0, bytes }));
      expect(existsSync(path)).toBe(false);
      dataOf(await ask(app, 'download.finish', { downloadId }));
      expect(readdirSync(folder)).toEqual(['mine.pdf']);
      expect([...readFileSync(path)]).toEqual([...content]);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    });
  },
);
