import { AppError } from '../../src/errors/app-error.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { CardService } from './card-service.ts';
import type { ExportSource } from './export-service.ts';
import type { RescueService } from './rescue-service.ts';
import type { VaultService } from './vault-service.ts';

/**
 * The vault that is open, or what is looked at of a damaged one. What is exported from that cannot be noted in its log, and is
 * counted beside it.
 */
export function createExportSource(
  vault: Pick<VaultService, 'use' | 'events'>,
  audit: AuditTrail,
  rescue: Pick<RescueService, 'current' | 'events' | 'noteExport'>,
  cards: Pick<CardService, 'putDown'>,
): ExportSource {
  return {
    use: () => {
      const rescued = rescue.current;
      if (!rescued) return vault.use();
      const { mayBeMore, isOlder } = rescued.found;
      const nothing = { notes: [], files: [], card: [], others: 0 };
      return {
        ...rescued,
        damage: (clientId) => ({
          ...(rescued.losses(clientId) ?? nothing),
          mayBeMore: mayBeMore || isOlder,
        }),
      };
    },
    onShut: (listener, scope) => {
      vault.events.on(
        'changed',
        ({ state }) => {
          if (state !== 'open' && !rescue.current) listener();
        },
        scope,
      );
      rescue.events.on('ended', listener, scope);
    },
    note: (clientId, cardReason) => {
      if (!rescue.current) {
        // Before the export: if that cannot be noted, a reason is there for a card that was not opened, and never the other way.
        const opening = cardReason === null ? null : cards.putDown(clientId, cardReason);
        audit.note({ event: 'record-exported', clientId });
        return opening;
      }
      // Why it is opened could not be kept in a damaged vault.
      if (cardReason !== null) throw new AppError('bad-request', 'no card of a damaged vault');
      rescue.noteExport();
      return null;
    },
    noteFailed: (clientId) => {
      // What was begun is counted already.
      if (rescue.current) return;
      audit.noteAnyway({ event: 'record-exported', clientId, outcome: 'failed' });
    },
  };
}
