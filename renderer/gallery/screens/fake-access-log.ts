import type { AuditEvent, LoggedEntry } from '../../../src/contract/audit-calls.ts';
import { clients, nowMs } from './fake-world.ts';

const minute = 60_000;

/** Minutes ago, what, and what about it. */
const happened: readonly (readonly [number, AuditEvent, Partial<LoggedEntry>?])[] = [
  [1, 'note-read', about(0)],
  [1, 'record-opened', about(0)],
  [3, 'vault-opened', { subject: 'passphrase' }],
  [4, 'unlock-failed', { subject: 'passphrase', times: 3 }],
  [64, 'vault-locked'],
  [66, 'saved-outside'],
  [66, 'file-read', about(3)],
  [70, 'session-ended', about(2)],
  [71, 'note-written', about(2)],
  [122, 'session-started', about(2)],
  [22 * 60, 'client-destroyed', { subject: 'client', clientId: null }],
  [23 * 60, 'backup-tested', { subject: 'backup', outcome: 'failed' }],
  [24 * 60, 'settings-changed', { subject: 'server' }],
  [400 * 24 * 60, 'way-added', { subject: 'recovery' }],
  [400 * 24 * 60, 'vault-created'],
];

function about(client: number): Partial<LoggedEntry> {
  return { subject: 'client', clientId: clients[client]?.clientId ?? null };
}

/** Two days of a practice, and how it began. */
export const accessLog: readonly LoggedEntry[] = happened.map(([ago, event, more], index) => ({
  seq: 1000 - index,
  atMs: nowMs - ago * minute,
  event,
  subject: 'vault',
  clientId: null,
  outcome: 'done',
  times: 1,
  ...more,
}));
