import { equalBytes } from '../../src/base/bytes.ts';
import type { ClearStretch } from '../../src/contract/clear-stretch.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { AttestationRecord, AttestedGuest } from '../../src/crypto/attestation/record.ts';
import type { AttendingDevice } from '../vault/tables/session-devices-table.ts';

/** How far the clocks that made a record and keep the vault may be apart, as between the parties of a record. */
const clockToleranceMs = 2 * 60_000;

/** What the vault knows of the session that a record is about. */
export interface KnownSession {
  readonly session: Session;
  readonly devices: readonly AttendingDevice[];
  /** When something of ours left unsealed. */
  readonly clear: readonly ClearStretch[];
  readonly nowMs: number;
}

/**
 * Whether a record says something else than the vault knows. The renderer made it and has held it against its own log;
 * this is what a renderer that lies cannot have signed. (That the record names our own key, the identity itself checks.)
 */
export function contradictsVault(record: AttestationRecord, known: KnownSession): boolean {
  const { session, devices, clear, nowMs } = known;
  const isOfSession =
    equalBytes(record.room, decodeChecked(session.roomId)) &&
    record.start >= session.startedAtMs - clockToleranceMs &&
    record.start <= record.end &&
    record.end <= nowMs + clockToleranceMs;
  return (
    !isOfSession ||
    hidesClear(record, clear) ||
    hidesDoubt(record, devices) ||
    record.guests.some((guest) => contradictsDevice(guest, devices))
  );
}

/**
 * Whether our own report says less than that something left unsealed. A page that was loaded again and has forgotten it, or one
 * that lies, gets no signature: without one no slip is clean.
 */
function hidesClear(
  { therapist, reports }: AttestationRecord,
  known: readonly ClearStretch[],
): boolean {
  if (known.length === 0) return false;
  const own = reports.filter(({ identity }) => equalBytes(identity, therapist));
  const told = own.flatMap(({ clear }) => clear);
  return !known.every((stretch) =>
    told.some(({ from, to }) => from <= stretch.fromMs && to >= stretch.fromMs),
  );
}

/** Whether somebody is missing whose words were said to differ, whether or not they came back to a page that was loaded again. */
function hidesDoubt({ guests }: AttestationRecord, devices: readonly AttendingDevice[]): boolean {
  const doubted = devices.filter(({ words }) => words === 'different');
  return doubted.some(
    ({ deviceKey }) => !guests.some(({ identity }) => equalBytes(identity, deviceKey)),
  );
}

/** Guests whose seat was never bound are not known here; nobody has confirmed words with them. */
function contradictsDevice(guest: AttestedGuest, devices: readonly AttendingDevice[]): boolean {
  const device = devices.find(({ deviceKey }) => equalBytes(deviceKey, guest.identity));
  const words = device?.words ?? null;
  return (
    (device !== undefined && device.guestKind !== guest.kind) ||
    (guest.words === 'confirmed' && words !== 'same') ||
    (guest.words !== 'different' && words === 'different')
  );
}
