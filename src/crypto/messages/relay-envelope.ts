import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, u8, type ByteReader } from '../byte-layout.ts';

// What lies in one relayed message: u8 kind ‖ body. All but MLS and chunks of files is about getting (back) into the
// group, and the relay can make it up: nothing of it is believed, it only leads to something that is checked.

const pskIdSizeBytes = 16;
const challengeSizeBytes = 32;

export type RelayEnvelope =
  /** A private message of the group, or a Welcome. */
  | { readonly kind: 'mls'; readonly bytes: Bytes }
  /** The therapist to whoever is in the room: say who you are, my app has started anew. */
  | { readonly kind: 'come-back' }
  /** A guest who is in the room and not in the group asks for a way in. */
  | { readonly kind: 'return-wanted'; readonly pskId: Bytes }
  /** The therapist's answer for a seat that is bound: sign this. */
  | { readonly kind: 'challenge'; readonly challenge: Bytes }
  /** The answer to a challenge (`sealRejoin`). */
  | { readonly kind: 'rejoin'; readonly pskId: Bytes; readonly sealed: Bytes }
  /** The therapist's answer for a seat that nobody has proved to hold: knock, as at the first time. */
  | { readonly kind: 'knock-wanted' }
  /** A knock (`sealKnock`) of somebody whom the server has let in already. */
  | { readonly kind: 'knock'; readonly pskId: Bytes; readonly sealed: Bytes }
  /** A sealed chunk of a file (`file-chunk.ts`). */
  | { readonly kind: 'file-chunk'; readonly bytes: Bytes };

type Kind = RelayEnvelope['kind'];

const kindBytes = {
  mls: 0,
  'come-back': 1,
  'return-wanted': 2,
  challenge: 3,
  rejoin: 4,
  'knock-wanted': 5,
  knock: 6,
  'file-chunk': 7,
} as const satisfies Record<Kind, number>;

export function encodeEnvelope(envelope: RelayEnvelope): Bytes {
  return concatBytes(u8(kindBytes[envelope.kind]), ...bodyOf(envelope));
}

/** @returns null unless it is exactly one of the kinds above. */
export function parseEnvelope(bytes: Bytes): RelayEnvelope | null {
  return parseExact(bytes, (reader) => {
    const byte = reader.u8();
    const kind = (Object.keys(kindBytes) as Kind[]).find((one) => kindBytes[one] === byte);
    return kind ? readBody(kind, reader) : null;
  });
}

function bodyOf(envelope: RelayEnvelope): readonly Bytes[] {
  switch (envelope.kind) {
    case 'mls':
    case 'file-chunk':
      return [envelope.bytes];
    case 'return-wanted':
      return [envelope.pskId];
    case 'challenge':
      return [envelope.challenge];
    case 'rejoin':
    case 'knock':
      return [envelope.pskId, envelope.sealed];
    case 'come-back':
    case 'knock-wanted':
      return [];
  }
}

function readBody(kind: Kind, reader: ByteReader): RelayEnvelope {
  switch (kind) {
    case 'mls':
    case 'file-chunk':
      return { kind, bytes: reader.rest() };
    case 'return-wanted':
      return { kind, pskId: reader.bytes(pskIdSizeBytes) };
    case 'challenge':
      return { kind, challenge: reader.bytes(challengeSizeBytes) };
    case 'rejoin':
    case 'knock':
      return { kind, pskId: reader.bytes(pskIdSizeBytes), sealed: reader.rest() };
    case 'come-back':
    case 'knock-wanted':
      return { kind };
  }
}
