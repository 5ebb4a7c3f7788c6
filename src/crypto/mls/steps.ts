import type { ClientState } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { createApplicationMessage } from 'ts-mls/createMessage.js';
import { decryptSenderData, type PrivateMessage } from 'ts-mls/privateMessage.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { encodePrivate, encodeWelcome } from './codec.ts';
import { CommitGate, type CommitSummary } from './commit-rules.ts';
import { JoinPskIndex, type JoinPsk } from './join-psks.ts';
import { plainBytes } from './plain-bytes.ts';
import { refuseUnless, refusing } from './refused.ts';
import type { Suite } from './suite.ts';

// One call of the library each: from a state to the next one. Nothing is kept here; `MlsGroup` adopts the result.

/** A state that follows another, with the secrets that were used up on the way. */
export interface Step {
  readonly state: ClientState;
  readonly consumed: readonly Uint8Array[];
}

/** A Commit of ours with the Welcome for whom it adds. */
export interface CommitStep extends Step {
  readonly bytes: Bytes;
  readonly welcome: Bytes | null;
}

/** What a private message turned out to be. The sender is the leaf that signed it. */
export type Received = Step & { readonly sender: number; readonly generation: number } & (
    | { readonly kind: 'application'; readonly epoch: bigint; readonly payload: Bytes }
    | { readonly kind: 'commit'; readonly summary: CommitSummary }
  );

export async function sealApplication(
  suite: Suite,
  state: ClientState,
  payload: Bytes,
): Promise<Step & { bytes: Bytes }> {
  const result = await createApplicationMessage(state, payload, suite);
  const bytes = encodePrivate(result.privateMessage);
  return { state: result.newState, consumed: result.consumed, bytes };
}

export async function commit(
  suite: Suite,
  state: ClientState,
  proposals: readonly Proposal[],
  psks: readonly JoinPsk[] = [],
): Promise<CommitStep> {
  const result = await createCommit(
    { state, cipherSuite: suite, pskIndex: new JoinPskIndex(psks) },
    { extraProposals: [...proposals], ratchetTreeExtension: true },
  );
  refuseUnless(result.commit.wireformat === 'mls_private_message', 'not-in-protocol');
  return {
    state: result.newState,
    consumed: result.consumed,
    bytes: encodePrivate(result.commit.privateMessage),
    welcome: result.welcome ? encodeWelcome(result.welcome) : null,
  };
}

/**
 * Opens a private message of the current epoch, or of a former one that is still kept. Processing comes first; the
 * sender is read afterwards from the same bytes under the same epoch's secret, so it is the leaf whose signature held.
 * @throws Refused
 */
export async function receive(
  suite: Suite,
  state: ClientState,
  message: PrivateMessage,
  psks: readonly JoinPsk[],
): Promise<Received> {
  const secret = senderDataSecret(state, message);
  const gate = new CommitGate();
  const result = await refusing('not-authentic', () =>
    processPrivateMessage(state, message, new JoinPskIndex(psks), suite, gate.callback),
  );
  const senderData = await decryptSenderData(message, secret, suite);
  refuseUnless(senderData !== undefined, 'not-authentic');
  const common = {
    state: result.newState,
    consumed: result.consumed,
    sender: senderData.leafIndex,
    generation: senderData.generation,
  };
  return result.kind === 'applicationMessage'
    ? {
        ...common,
        kind: 'application',
        epoch: message.epoch,
        payload: plainBytes(result.message),
      }
    : { ...common, kind: 'commit', summary: gate.summary() };
}

/** @throws Refused when the message is of a group or an epoch that this state cannot open. */
function senderDataSecret(state: ClientState, message: PrivateMessage): Uint8Array {
  const { groupId, epoch } = state.groupContext;
  refuseUnless(equalBytes(message.groupId, groupId), 'wrong-group');
  const secret =
    message.epoch === epoch
      ? state.keySchedule.senderDataSecret
      : state.historicalReceiverData.get(message.epoch)?.senderDataSecret;
  refuseUnless(secret !== undefined, 'wrong-epoch');
  return secret;
}
