import { BrowserWindow, dialog } from 'electron';

/** Asks in the system's own dialog, in front of the app's window. It asks before it replaces something. */
export async function askInSaveDialog(suggestedName: string): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return null;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: suggestedName,
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** The same for a folder, which may be made there. */
export async function askInFolderDialog(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
