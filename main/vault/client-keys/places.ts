import type { CardField } from '../../../src/contract/card-calls.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import type { SealedPlace } from './sealed-value.ts';

// Every place in the database where something sealed lies. The names are part of what was sealed: they stay.

export const places = {
  noteText: (clientId: ClientId, noteId: string, revision: number): SealedPlace => ({
    clientId,
    column: 'note_revisions.text',
    row: [noteId, revision],
  }),
  noteFirstLine: (clientId: ClientId, noteId: string, revision: number): SealedPlace => ({
    clientId,
    column: 'note_revisions.first_line',
    row: [noteId, revision],
  }),
  noteSignature: (clientId: ClientId, noteId: string): SealedPlace => ({
    clientId,
    column: 'note_signatures.signature',
    row: [noteId],
  }),
  amendmentText: (clientId: ClientId, noteId: string, number: number): SealedPlace => ({
    clientId,
    column: 'note_amendments.text',
    row: [noteId, number],
  }),
  amendmentSignature: (clientId: ClientId, noteId: string, number: number): SealedPlace => ({
    clientId,
    column: 'note_amendments.signature',
    row: [noteId, number],
  }),
  phrase: (clientId: ClientId): SealedPlace => ({
    clientId,
    column: 'client_phrases.phrase',
    row: [],
  }),
  fileName: (clientId: ClientId, fileId: string): SealedPlace => ({
    clientId,
    column: 'files.name',
    row: [fileId],
  }),
  fileHash: (clientId: ClientId, fileId: string): SealedPlace => ({
    clientId,
    column: 'files.sha256',
    row: [fileId],
  }),
  filePart: (clientId: ClientId, fileId: string, part: number): SealedPlace => ({
    clientId,
    column: 'file_parts.bytes',
    row: [fileId, part],
  }),
  slip: (clientId: ClientId, slipId: string): SealedPlace => ({
    clientId,
    column: 'slips.slip',
    row: [slipId],
  }),
  /** With when it was written down, which nobody is to make newer than it is. */
  cardField: (clientId: ClientId, field: CardField, writtenAtMs: number): SealedPlace => ({
    clientId,
    column: 'card_fields.text',
    row: [field, writtenAtMs],
  }),
  cardReason: (clientId: ClientId, number: number, openedAtMs: number): SealedPlace => ({
    clientId,
    column: 'card_openings.reason',
    row: [number, openedAtMs],
  }),
} as const;
