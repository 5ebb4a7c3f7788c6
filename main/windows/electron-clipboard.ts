import type { Clipboard, ClipboardItem } from 'electron';
import type { ClipboardBuffer, SystemClipboard } from '../ports/clipboard-port.ts';
import { clipboardMarks } from './clipboard-marks.ts';

/** What Electron has for it. */
export interface ElectronClipboardOptions {
  readonly clipboard: Clipboard;
  /** Since Electron 44. */
  readonly ClipboardItem: typeof ClipboardItem | undefined;
  readonly platform: NodeJS.Platform;
}

/** The clipboard before Electron 44: text alone, or one format alone, but never both. */
interface OldClipboard {
  readText(buffer?: ClipboardBuffer): string;
  writeText(text: string): void;
  clear(buffer?: ClipboardBuffer): void;
}

/** The system's clipboard by Electron. To be used only when Electron is ready. */
export function createElectronClipboard(options: ElectronClipboardOptions): SystemClipboard {
  const { clipboard, ClipboardItem: Item, platform } = options;
  const buffers: readonly ClipboardBuffer[] =
    platform === 'linux' ? ['clipboard', 'selection'] : ['clipboard'];
  return Item
    ? { buffers, ...markingClipboard(clipboard, Item, platform) }
    : // Electron's types are those of the newest alone.
      { buffers, ...plainClipboard(clipboard as unknown as OldClipboard) };
}

type Access = Omit<SystemClipboard, 'buffers'>;

function markingClipboard(
  clipboard: Clipboard,
  Item: typeof ClipboardItem,
  platform: NodeJS.Platform,
): Access {
  const at = (buffer: ClipboardBuffer): Clipboard =>
    buffer === 'selection' ? clipboard.selection : clipboard;
  return {
    write: async (text) => {
      const marks = clipboardMarks(platform).map(
        ({ format, bytes }) =>
          [`electron application/osclipboard;format="${format}"`, new Blob([bytes])] as const,
      );
      // All of it at once: a history would take what comes before its mark.
      await clipboard.write([new Item({ 'text/plain': text, ...Object.fromEntries(marks) })]);
    },
    read: async (buffer) => at(buffer).readText(),
    clear: (buffer) => {
      at(buffer).clear();
      return Promise.resolve();
    },
  };
}

/** Nothing is marked here. */
function plainClipboard(clipboard: OldClipboard): Access {
  return {
    write: (text) => {
      clipboard.writeText(text);
      return Promise.resolve();
    },
    read: (buffer) => Promise.resolve(clipboard.readText(buffer)),
    clear: (buffer) => {
      clipboard.clear(buffer);
      return Promise.resolve();
    },
  };
}
