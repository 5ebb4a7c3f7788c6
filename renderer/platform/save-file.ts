import type { Bytes } from '../../src/base/bytes.ts';

/** Puts a file where the person says. False: it was not saved. Names say nothing of who it is about. */
export type SaveFile = (name: string, bytes: Bytes) => Promise<boolean>;

/** A browser's download: the browser asks, or knows, where. */
export function createBrowserSaver(page: Window): SaveFile {
  return (name, bytes) => {
    const { document } = page;
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The browser has taken it by the next turn.
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 0);
    return Promise.resolve(true);
  };
}
