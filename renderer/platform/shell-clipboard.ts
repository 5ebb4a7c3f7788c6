import type { CallInput, CallName, CallResult } from '../../src/contract/contract.ts';
import type { ClipboardCalls } from '../../src/contract/clipboard-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** What both apps' main sides have for copying. */
export interface ClipboardClient {
  call<K extends CallName<ClipboardCalls>>(
    name: K,
    input: CallInput<ClipboardCalls, K>,
  ): Promise<CallResult<ClipboardCalls, K>>;
}

/** `passing`: copied, and taken off the clipboard again after a minute; `lasting`: copied, and there until something else is. */
export type CopyOutcome = 'passing' | 'lasting' | 'failed';

/** How text leaves a page of an app. */
export interface ShellClipboard {
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => Promise<CopyOutcome>;
  /** The person marked this. */
  readonly selected: (text: string) => void;
}

/**
 * The clipboard of the shell, which takes copied text off again. `copyInPage` is for a shell that has none, as the
 * preview host.
 */
export function createShellClipboard(
  client: ClipboardClient,
  copyInPage: ShellClipboard['copy'],
): ShellClipboard {
  return {
    copy: async (text) => {
      try {
        await client.call('clipboard.copy', { text });
        return 'passing';
      } catch (error) {
        return AppError.from(error).code === 'not-found' ? copyInPage(text) : 'failed';
      }
    },
    selected: (text) => {
      void client.call('clipboard.selected', { text }).catch(() => undefined);
    },
  };
}
