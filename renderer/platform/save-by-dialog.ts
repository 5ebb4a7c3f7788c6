import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { DownloadCalls } from '../../src/contract/download-calls.ts';
import { limits } from '../../src/contract/limits.ts';
import type { CallInput, CallName, CallResult } from '../../src/contract/contract.ts';
import { partsOf } from './file-parts.ts';
import type { HandOver } from './hand-over.ts';

/** What both apps' main sides have for saving. */
export interface DownloadClient {
  call<K extends CallName<DownloadCalls>>(
    name: K,
    input: CallInput<DownloadCalls, K>,
  ): Promise<CallResult<DownloadCalls, K>>;
}

/** Saves where the person says in the system's own dialog. Which place that is, this page never learns. */
export function saveByDialog(client: DownloadClient): HandOver {
  return async (name, bytes) => {
    const { downloadId } = await client.call('download.begin', { name, sizeBytes: bytes.length });
    if (downloadId === null) return false;
    try {
      await writeAll(client, downloadId, bytes);
      return true;
    } catch (error) {
      await client.call('download.cancel', { downloadId }).catch(() => undefined);
      throw error;
    }
  };
}

async function writeAll(client: DownloadClient, downloadId: string, bytes: Bytes): Promise<void> {
  for (const [index, part] of partsOf(bytes, limits.filePartBytes).entries()) {
    await client.call('download.append', { downloadId, index, bytes: toBase64Url(part) });
  }
  await client.call('download.finish', { downloadId });
}
