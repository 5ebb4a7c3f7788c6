import type { DownloadHandlers } from '../../src/contract/download-calls.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Downloads } from './downloads.ts';

/** The calls about saving, the same in both apps. */
export function downloadHandlers(downloads: Downloads): DownloadHandlers {
  return {
    'download.begin': async ({ name, sizeBytes }) => ({
      downloadId: await downloads.begin(name, sizeBytes),
    }),
    'download.append': async ({ downloadId, index, bytes }) => {
      await downloads.append(downloadId, index, decodeChecked(bytes));
      return {};
    },
    'download.finish': async ({ downloadId }) => {
      await downloads.finish(downloadId);
      return {};
    },
    'download.cancel': async ({ downloadId }) => {
      await downloads.cancel(downloadId);
      return {};
    },
  };
}
