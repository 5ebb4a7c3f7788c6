import type { Bytes } from '../../../src/base/bytes.ts';
import { encodeEnvelope, parseEnvelope } from '../../../src/crypto/messages/relay-envelope.ts';
import { decodeMls } from '../../../src/crypto/mls/codec.ts';

/** What a relayed payload is, as far as the server can see. */
type RelayedKind = 'welcome' | 'message' | 'way-back' | 'other';

/** A payload in base64url, as it lies on the wire. */
export function kindOf(payload: string | Bytes): RelayedKind {
  const envelope = parseEnvelope(bytesOf(payload));
  if (!envelope || envelope.kind === 'file-chunk') return 'other';
  if (envelope.kind !== 'mls') return 'way-back';
  return decodeMls(envelope.bytes).kind === 'welcome' ? 'welcome' : 'message';
}

/** MLS bytes in their envelope, as the relay carries them. */
export function mlsPayload(bytes: Bytes): Bytes {
  return encodeEnvelope({ kind: 'mls', bytes });
}

/** A payload with one bit turned. */
export function turned(payload: string, at = -1): string {
  const bytes = bytesOf(payload);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return Buffer.from(bytes).toString('base64url');
}

function bytesOf(payload: string | Bytes): Bytes {
  return typeof payload === 'string' ? new Uint8Array(Buffer.from(payload, 'base64url')) : payload;
}
