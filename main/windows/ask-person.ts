import { dialog, type BrowserWindow } from 'electron';

/** What the shell itself has to ask: there may be no page that could. */
const questions = {
  'page-stopped': {
    message: 'Quietroom’s window has stopped several times.',
    detail:
      'Nothing that was saved is lost. A call that was running goes on for two minutes without this window.',
    buttons: ['Start it again', 'Close Quietroom'],
  },
  'page-stuck': {
    message: 'Quietroom’s window does not answer.',
    detail:
      'It may answer again by itself. Starting it again leads back into a call that is running; what was typed last may be lost.',
    buttons: ['Wait', 'Start it again'],
  },
  'link-not-here': {
    message: 'This link is for clients.',
    detail:
      'It opens in the app for clients, or in a browser. Quietroom for therapists has done nothing with it, and told nobody.',
    buttons: ['Close'],
  },
} as const;

export type ShellQuestion = keyof typeof questions;

/** Resolves to whether the person took the first answer. `moot` puts the question away, which is that answer. */
export type AskPerson = (question: ShellQuestion, moot?: AbortSignal) => Promise<boolean>;

/** Asks in the system's own dialog, in front of the window. */
export function askInDialog(window: () => BrowserWindow | null): AskPerson {
  return async (question, moot) => {
    const front = window();
    if (!front) return true;
    const { message, detail, buttons } = questions[question];
    const { response } = await dialog.showMessageBox(front, {
      type: 'warning',
      title: 'Quietroom',
      message,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      // What closing the dialog or Escape means.
      cancelId: 0,
      noLink: true,
      ...(moot && { signal: moot }),
    });
    return response === 0;
  };
}

/** Says why the app has ended, when there is no window any more. Returns when that was read. */
export function sayAppFailed(): void {
  dialog.showErrorBox(
    'Quietroom has closed',
    'Something in it failed again and again. What was saved is safe; what was typed in the last second may not be. Open Quietroom again to go on.',
  );
}
