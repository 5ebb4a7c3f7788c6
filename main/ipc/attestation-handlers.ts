import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallHandlers } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { AttestationService } from '../services/attestation-service.ts';

type Names =
  | 'session.note-clear'
  | 'session.clear-stretches'
  | 'session.sign-attestation'
  | 'session.keep-slip'
  | 'slip.list'
  | 'slip.read';

/** The calls about the signed record of a session, and what may not be missing in it. */
export function attestationHandlers(
  attestation: AttestationService,
): Pick<CallHandlers<Ipc>, Names> {
  return {
    'session.note-clear': ({ sessionId, stretch }) => {
      attestation.noteClear(sessionId, stretch);
      return {};
    },
    'session.clear-stretches': ({ sessionId }) => ({
      clear: [...attestation.clearStretches(sessionId)],
    }),
    'session.sign-attestation': ({ sessionId, record }) => {
      const { publicKey, signature } = attestation.sign(sessionId, decodeChecked(record));
      return { publicKey: toBase64Url(publicKey), signature: toBase64Url(signature) };
    },
    'session.keep-slip': ({ sessionId, slip }) => {
      attestation.keepSlip(sessionId, decodeChecked(slip));
      return {};
    },
    'slip.list': ({ clientId }) => ({ slips: [...attestation.listSlips(clientId)] }),
    'slip.read': ({ slipId }) => ({ slip: toBase64Url(attestation.readSlip(slipId)) }),
  };
}
