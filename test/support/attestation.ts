import type { AttestationRecord, AttestedGuest } from '../../src/crypto/attestation/record.ts';
import { suiteName } from '../../src/crypto/mls/suite-name.ts';

/** A record of a session in which nothing happened, with whatever a test is about. */
export function emptyRecord(change: Partial<AttestationRecord> = {}): AttestationRecord {
  return {
    v: 1,
    room: new Uint8Array(16),
    suite: suiteName,
    start: 0,
    end: 0,
    therapist: new Uint8Array(32),
    guests: [],
    drops: [],
    groups: [],
    reports: [],
    ...change,
  };
}

/** A guest in a record: by the app, with words that nobody compared. */
export function attestedGuest(change: Partial<AttestedGuest> = {}): AttestedGuest {
  return {
    identity: new Uint8Array(32),
    kind: 'app',
    admitted: [],
    words: 'not-compared',
    ...change,
  };
}
