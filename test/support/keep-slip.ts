import { toBase64Url } from '../../src/base/base64url.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { encodeRecord } from '../../src/crypto/attestation/record.ts';
import { encodeSlip } from '../../src/crypto/attestation/slip.ts';
import { emptyRecord } from './attestation.ts';
import type { CallMainSide } from './started-main-side.ts';

/** Has a record of a session signed and kept, as a slip that nobody else has signed. */
export async function keepSlip(
  call: CallMainSide,
  { sessionId, roomId, startedAtMs }: Session,
): Promise<string> {
  const { publicKey: therapist } = await call('session.identity', {});
  const record = encodeRecord(
    emptyRecord({
      room: decodeChecked(roomId),
      start: startedAtMs,
      end: startedAtMs,
      therapist: decodeChecked(therapist),
    }),
  );
  const request = { sessionId, record: toBase64Url(record) };
  const { publicKey, signature } = await call('session.sign-attestation', request);
  const signed = { identity: decodeChecked(publicKey), signature: decodeChecked(signature) };
  const slip = toBase64Url(encodeSlip(record, [signed]));
  await call('session.keep-slip', { sessionId, slip });
  return slip;
}
