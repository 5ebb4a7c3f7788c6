import { savableFileName } from '../../src/domain/file-name.ts';
import type { HandOver } from './hand-over.ts';

/** How long the browser may take until it has begun to read. */
const readWithinMs = 60_000;

/**
 * Saves by a download: the browser asks, or puts it where the person has told it to. Of no type that a browser would show
 * or run.
 */
export function saveByDownload(page: Window): HandOver {
  return (name, bytes) => {
    const blob = new Blob([bytes], { type: 'application/octet-stream' });
    const url = URL.createObjectURL(blob);
    const link = page.document.createElement('a');
    link.href = url;
    link.download = savableFileName(name);
    link.click();
    page.setTimeout(() => {
      URL.revokeObjectURL(url);
    }, readWithinMs);
    return Promise.resolve(true);
  };
}
