import type { ClientRecord } from '../../src/contract/client-record.ts';

const at = '2026-11-26T14:02:00.000Z';
const proof = { signedAt: at, signature: 'AA', holds: true };

/** A record with one of everything, and this text wherever somebody could have typed it. */
export function recordOf(typed: string): ClientRecord {
  return {
    format: 'quietroom-client-record',
    version: 1,
    madeAt: at,
    timeZone: 'America/New_York',
    therapistKey: 'AA',
    client: { id: 'AA', pseudonym: typed, addedAt: at, lastSessionAt: at },
    agreedPhrase: typed,
    treatment: { endedAt: '2026-11-25T10:00:00.000Z', adultInYear: 2031 },
    damaged: {
      notes: [
        { id: 'AA', createdAt: at, part: 'all' },
        { id: 'BB', createdAt: null, part: 'newest' },
      ],
      files: [{ id: 'AA', name: typed, storedAt: at }],
      card: ['name', 'numbers'],
      others: 2,
      mayBeMore: true,
    },
    sealedCard: {
      leftOut: false,
      fields: [
        { field: 'name', text: typed, writtenAt: at },
        { field: 'place', text: null, writtenAt: at },
      ],
      openings: [
        { number: 1, openedAt: at, reason: null },
        { number: 2, openedAt: at, reason: typed },
      ],
    },
    leftOut: { notes: 1, files: 2, reason: typed },
    notes: [
      {
        id: 'AA',
        sessionId: 'BB',
        createdAt: at,
        savedAt: at,
        revision: 2,
        text: typed,
        versions: 'notes/note-0001-versions.json',
        signature: proof,
        amendments: [
          { ...proof, number: 1, text: typed },
          { ...proof, holds: false, number: 2, text: typed },
        ],
      },
    ],
    sessions: [
      {
        id: 'BB',
        roomId: 'CC',
        server: typed,
        startedAt: at,
        endedAt: null,
        devices: [{ key: 'AAAAAAAAAA', app: 'app', words: null }],
        unsealed: [{ from: at, to: at }],
        invites: [{ id: 'AA', state: 'open', opensAt: at, expiresAt: at }],
      },
    ],
    files: [
      {
        id: 'AA',
        sessionId: null,
        name: typed,
        sizeBytes: 3_000_000,
        sha256: 'AA',
        storedAt: at,
        file: 'files/file-0001.pdf',
      },
    ],
    slips: [{ id: 'AA', sessionId: 'BB', keptAt: at, holds: true, file: 'slips/slip-0001.cbor' }],
  };
}
