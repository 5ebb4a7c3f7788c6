import type { RunningElectronApp } from './electron-app.ts';

/** The person's answer in the system's dialog for folders, which no driver can press. */
export async function answerFolderDialog(app: RunningElectronApp, folder: string): Promise<void> {
  await app.application.evaluate(({ dialog }, path) => {
    Reflect.set(dialog, 'showOpenDialog', () =>
      Promise.resolve({ canceled: false, filePaths: [path] }),
    );
  }, folder);
}
