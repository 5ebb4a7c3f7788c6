import { clients } from './0001-clients.ts';
import { sessions } from './0002-sessions.ts';
import { notes } from './0003-notes.ts';
import { invites } from './0004-invites.ts';
import { identity } from './0005-identity.ts';
import { server } from './0006-server.ts';
import { seats } from './0007-seats.ts';
import { phrases } from './0008-phrases.ts';
import { slips } from './0009-slips.ts';
import { files } from './0010-files.ts';
import { commits } from './0011-commits.ts';
import { signedNotes } from './0012-signed-notes.ts';
import { sealed } from './0013-sealed.ts';
import { auditLog } from './0014-audit-log.ts';
import { autoLock } from './0015-auto-lock.ts';
import { search } from './0016-search.ts';
import { backups } from './0017-backups.ts';
import { lastCheck } from './0018-last-check.ts';
import { posture } from './0019-posture.ts';
import { clearStretches } from './0020-clear-stretches.ts';
import { headerRevision } from './0021-header-revision.ts';
import { shieldRule } from './0022-shield-rule.ts';
import { firstRun } from './0023-first-run.ts';
import { retentionRules } from './0024-retention-rules.ts';
import { pendingKeys } from './0025-pending-keys.ts';
import { sealedCard } from './0026-sealed-card.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema in order; the last one's version is the one this program knows. */
export const allMigrations: readonly Migration[] = [
  clients,
  sessions,
  notes,
  invites,
  identity,
  server,
  seats,
  phrases,
  slips,
  files,
  commits,
  signedNotes,
  sealed,
  auditLog,
  autoLock,
  search,
  backups,
  lastCheck,
  posture,
  clearStretches,
  headerRevision,
  shieldRule,
  firstRun,
  retentionRules,
  pendingKeys,
  sealedCard,
];
