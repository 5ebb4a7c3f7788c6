import { call, type CallHandlers, type Contract } from './contract.ts';
import { limits } from './limits.ts';
import { nothing, text } from './schema.ts';
import { z } from './zod.ts';

const copied = z.strictObject({ text: text(limits.copiedCharacters, 1) });

/** Text that leaves a page of either app by the clipboard. */
export const clipboardCalls = {
  /**
   * Puts it there, marked for histories to leave out where the system knows such a mark. What is still there after a
   * minute, when the vault locks or when the app ends is taken off again. @throws not-found in a shell that has no
   * clipboard of its own, internal when the system refuses: then nothing was copied
   */
  'clipboard.copy': call({ in: copied, out: nothing }),
  /** The person marked it. On Linux the system has it by that alone, and it is taken off as well. */
  'clipboard.selected': call({ in: copied, out: nothing }),
} as const satisfies Contract;

export type ClipboardCalls = typeof clipboardCalls;
export type ClipboardHandlers = CallHandlers<ClipboardCalls>;
