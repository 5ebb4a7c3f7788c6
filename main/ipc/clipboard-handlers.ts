import type { ClipboardHandlers } from '../../src/contract/clipboard-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';

/** The calls about the clipboard, the same in both apps. Left out: the shell has none. */
export function clipboardHandlers(clipboard: ClipboardPort | undefined): ClipboardHandlers {
  return {
    'clipboard.copy': async ({ text }) => {
      if (!clipboard) throw new AppError('not-found', 'no clipboard of this shell');
      await clipboard.copy(text);
      return {};
    },
    'clipboard.selected': ({ text }) => {
      clipboard?.selected(text);
      return {};
    },
  };
}
