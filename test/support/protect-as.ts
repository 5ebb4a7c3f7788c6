import type { ClientState } from 'ts-mls/clientState.js';
import { protectApplicationData } from 'ts-mls/messageProtection.js';
import type { PrivateMessage } from 'ts-mls/privateMessage.js';
import type { Bytes } from '../../src/base/bytes.ts';
import type { Suite } from '../../src/crypto/mls/suite.ts';

/**
 * Seals a message under another member's leaf: every member knows every ratchet of the epoch, but only its own
 * signature key.
 */
export async function protectAs(
  suite: Suite,
  state: ClientState,
  leaf: number,
  payload: Bytes,
  /** What rides in clear beside the ciphertext. */
  beside: Bytes = new Uint8Array(),
): Promise<PrivateMessage> {
  const { privateMessage } = await protectApplicationData(
    state.signaturePrivateKey,
    state.keySchedule.senderDataSecret,
    payload,
    beside,
    state.groupContext,
    state.secretTree,
    leaf,
    state.clientConfig.paddingConfig,
    suite,
  );
  return privateMessage;
}
