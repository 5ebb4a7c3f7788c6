import type { CallHandlers } from '../../src/contract/contract.ts';
import type { postureCalls } from '../../src/contract/posture-calls.ts';
import type { PostureService } from '../services/posture-service.ts';

/** The calls about the computer itself. */
export function postureHandlers(posture: PostureService): CallHandlers<typeof postureCalls> {
  return {
    'posture.read': async ({ fresh }) => posture.read(fresh),
    'posture.require': ({ checks }) => posture.require(checks),
    'posture.accept-server-key': () => posture.acceptServerKey(),
    'posture.records': () => ({ records: [...posture.records()] }),
  };
}
