import type { CallHandlers } from '../../src/contract/contract.ts';
import type { auditCalls } from '../../src/contract/audit-calls.ts';
import type { AuditLogService } from '../services/audit-log-service.ts';

/** The calls about the audit log. */
export function auditHandlers(auditLog: AuditLogService): CallHandlers<typeof auditCalls> {
  return {
    'audit.list': ({ before }) => {
      const { entries, total } = auditLog.list(before);
      return { entries: [...entries], total };
    },
    'audit.export': async () => ({ saved: await auditLog.export() }),
  };
}
