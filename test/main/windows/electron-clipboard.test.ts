import type { Clipboard, ClipboardItem } from 'electron';
import { describe, expect, it } from 'vitest';
import { createElectronClipboard } from '../../../main/windows/electron-clipboard.ts';

type Entries = Record<string, string | Blob>;

/** As much of Electron 44 and later as is used. */
function newElectron() {
  const written: Entries[][] = [];
  const cleared: string[] = [];
  class Item {
    readonly entries: Entries;
    constructor(entries: Entries) {
      this.entries = entries;
    }
  }
  const at = (name: string) => ({
    write: (items: Item[]) => Promise.resolve(void written.push(items.map((one) => one.entries))),
    readText: () => Promise.resolve(`text of ${name}`),
    clear: () => void cleared.push(name),
  });
  const clipboard = { ...at('clipboard'), selection: at('selection') } as unknown as Clipboard;
  return { clipboard, ClipboardItem: Item as unknown as typeof ClipboardItem, written, cleared };
}

async function formats(entries: Entries | undefined): Promise<Record<string, string | number[]>> {
  const read = Object.entries(entries ?? {}).map(async ([name, value]) => {
    const content = typeof value === 'string' ? value : [...(await value.bytes())];
    return [name.replace('electron application/osclipboard;format=', ''), content] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const secret = [...new TextEncoder().encode('secret')];

describe('the clipboard of Electron', () => {
  it.each([
    [
      'win32',
      {
        '"ExcludeClipboardContentFromMonitorProcessing"': [1, 0, 0, 0],
        '"CanIncludeInClipboardHistory"': [0, 0, 0, 0],
        '"CanUploadToCloudClipboard"': [0, 0, 0, 0],
      },
    ],
    [
      'darwin',
      {
        '"org.nspasteboard.ConcealedType"': [1, 0, 0, 0],
        '"org.nspasteboard.TransientType"': [1, 0, 0, 0],
      },
    ],
    ['linux', { '"x-kde-passwordManagerHint"': secret }],
  ] as const)('gets text and every mark of %s in one piece', async (platform, marks) => {
    const { written, ...electron } = newElectron();
    await createElectronClipboard({ ...electron, platform }).write('words');
    expect(written).toHaveLength(1);
    expect(written[0]).toHaveLength(1);
    expect(await formats(written[0]?.[0])).toEqual({ 'text/plain': 'words', ...marks });
  });

  it('is read and cleared, and so is what was marked on Linux', async () => {
    const electron = newElectron();
    const linux = createElectronClipboard({ ...electron, platform: 'linux' });
    expect(linux.buffers).toEqual(['clipboard', 'selection']);
    expect(await linux.read('clipboard')).toBe('text of clipboard');
    expect(await linux.read('selection')).toBe('text of selection');
    await linux.clear('selection');
    await linux.clear('clipboard');
    expect(electron.cleared).toEqual(['selection', 'clipboard']);
    expect(createElectronClipboard({ ...electron, platform: 'win32' }).buffers).toEqual([
      'clipboard',
    ]);
  });
});
