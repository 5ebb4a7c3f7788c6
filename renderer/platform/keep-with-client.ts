import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import { partsOf } from './file-parts.ts';
import type { IpcClient } from './ipc-client.ts';

/** Keeps a file with the client of a session, in the vault. @throws AppError */
export async function keepWithClient(
  ipc: IpcClient,
  { clientId, sessionId }: Pick<Session, 'clientId' | 'sessionId'>,
  name: string,
  bytes: Bytes,
): Promise<void> {
  const hash = crypto.subtle.digest('SHA-256', bytes);
  const announced = { clientId, sessionId, name, sizeBytes: bytes.length };
  const { fileId } = await ipc.call('file.begin', announced);
  for (const [index, part] of partsOf(bytes, limits.filePartBytes).entries()) {
    await ipc.call('file.append', { fileId, index, bytes: toBase64Url(part) });
  }
  await ipc.call('file.finish', { fileId, sha256: toBase64Url(new Uint8Array(await hash)) });
}
