import { concatBytes, utf8, type Bytes } from '../base/bytes.ts';
import type { RoomId } from './ids.ts';
import { decodeChecked } from './schema.ts';

// What a therapist's identity key signs for a server. Each statement starts with its own label and names the server's
// origin, so that a signature for one purpose or one server is worth nothing for another. Fields of variable length are
// preceded by their length (u16, big-endian).

/** Signed to open or re-enter a room (`room.open`). `challenge` is the connection's, 32 bytes. */
export function hostStatement(serverOrigin: string, roomId: RoomId, challenge: Bytes): Bytes {
  return statement('quietroom/host/1', serverOrigin, decodeChecked(roomId), challenge);
}

/** Signed to enrol the key (`host.enrol`). `challenge` is the connection's, 32 bytes. */
export function enrolmentStatement(serverOrigin: string, challenge: Bytes): Bytes {
  return statement('quietroom/enrol/1', serverOrigin, challenge);
}

function statement(label: string, serverOrigin: string, ...fields: readonly Bytes[]): Bytes {
  const origin = utf8(serverOrigin);
  const length = new Uint8Array([origin.length >> 8, origin.length & 0xff]);
  return concatBytes(utf8(label), length, origin, ...fields);
}
