import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallHandlers } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import type { RetentionService } from '../services/retention-service.ts';

type RetentionCall =
  | 'client.retention'
  | 'client.retention-rules'
  | 'client.set-retention-rules'
  | 'client.end-treatment'
  | 'client.resume-treatment'
  | 'client.destroy'
  | 'client.destroyed';

/** The calls about how long records are kept, and their end. */
export function retentionHandlers(
  retention: RetentionService,
): Pick<CallHandlers<Ipc>, RetentionCall> {
  return {
    'client.retention': () => ({ clients: [...retention.list()] }),
    'client.retention-rules': () => retention.rules(),
    'client.set-retention-rules': (rules) => {
      retention.setRules(rules);
      return retention.rules();
    },
    'client.end-treatment': ({ clientId, adultInYear }) => {
      retention.endTreatment(clientId, adultInYear);
      return {};
    },
    'client.resume-treatment': ({ clientId }) => {
      retention.resumeTreatment(clientId);
      return {};
    },
    'client.destroy': async (request) => {
      const destroyed = await retention.destroy(request);
      if (!destroyed) return { outcome: 'unfinished' };
      const { certificate, isBackupAway } = destroyed;
      return { outcome: 'done', certificate: toBase64Url(certificate), isBackupAway };
    },
    'client.destroyed': () => ({
      destroyed: retention.destroyed().map(({ certificate, ...one }) => ({
        ...one,
        certificate: certificate && toBase64Url(certificate),
      })),
    }),
  };
}
