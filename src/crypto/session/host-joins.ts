import type { Proposal } from 'ts-mls/proposal.js';
import type { Bytes } from '../../base/bytes.ts';
import type { Random } from '../../base/ports.ts';
import { deriveJoinPsk } from '../join/join-psk.ts';
import { encodeMessage } from '../messages/message-codec.ts';
import type { Hello } from '../messages/session-message.ts';
import type { JoinPsk } from '../mls/join-psks.ts';
import type { ForeignKeyPackage } from '../mls/key-package.ts';
import type { MlsGroup } from '../mls/mls-group.ts';
import { Refused } from '../mls/refused.ts';
import { commit, sealApplication, type CommitStep, type Step } from '../mls/steps.ts';
import { suiteHashSizeBytes, type Suite } from '../mls/suite.ts';
import type { SeatPsk } from '../mls/welcome.ts';
import type { Outgoing } from './output.ts';

// e2ee.md, Joining 3 and Rejoin: what the therapist computes for one join, before any of it is stored or sent.

/** Everything for one join: the steps to adopt, the bytes to send, and the step whose epoch the Add opened. */
export interface PreparedJoin {
  readonly steps: readonly Step[];
  readonly outgoing: readonly Outgoing[];
  readonly added: CommitStep;
  /** Whether an empty Commit had to follow: then the Add's own epoch carries no media. */
  readonly isTransitional: boolean;
}

interface JoinPlan {
  readonly suite: Suite;
  readonly group: MlsGroup;
  readonly random: Random;
  readonly keyPackage: ForeignKeyPackage;
  /** Only lent: the vault keeps it for rejoins. */
  readonly seat: SeatPsk;
  readonly hello: Hello;
  /** The leaf that this join replaces, in a rejoin of somebody who is still in the tree. */
  readonly replaces: number | null;
}

/**
 * Present members get the PSK of this one join, then the Commit; the joiner gets the Welcome; everybody gets the hello
 * in the new epoch and, because an Add without a Remove has no path, an empty Commit.
 */
export async function prepareJoin(plan: JoinPlan): Promise<PreparedJoin> {
  const { suite, group, replaces } = plan;
  const psk = joinPskOf(plan);
  try {
    const notice = await sealNotice(plan, psk);
    const before = notice?.state ?? group.state;
    const added = await commit(suite, before, proposalsOf(plan, psk), [psk]);
    if (!added.welcome) throw new Refused('not-authentic');
    const hello = await sealApplication(suite, added.state, encodeMessage(plan.hello));
    const isTransitional = replaces === null;
    const path = isTransitional ? await commit(suite, hello.state, []) : null;
    const outgoing: readonly (Outgoing | null)[] = [
      notice && { to: 'present', bytes: notice.bytes },
      group.roster.length > 1 ? { to: 'present', bytes: added.bytes } : null,
      { to: 'joiner', bytes: added.welcome },
      { to: 'everybody', bytes: hello.bytes },
      path && { to: 'everybody', bytes: path.bytes },
    ];
    return {
      steps: [notice, added, hello, path].filter((step) => step !== null),
      outgoing: outgoing.filter((one) => one !== null),
      added,
      isTransitional,
    };
  } finally {
    psk.secret.wipe();
  }
}

function joinPskOf({ random, keyPackage, seat }: JoinPlan): JoinPsk {
  const pskNonce = random.bytes(suiteHashSizeBytes);
  return {
    pskId: seat.pskId,
    pskNonce,
    secret: deriveJoinPsk(seat.psk, keyPackage.ref, pskNonce),
  };
}

/** Nobody to tell when the therapist is alone. */
async function sealNotice(
  { suite, group }: JoinPlan,
  { pskId, pskNonce, secret }: JoinPsk,
): Promise<(Step & { bytes: Bytes }) | null> {
  if (group.roster.length <= 1) return null;
  const payload = secret.expose((joinPsk) =>
    encodeMessage({ type: 'join-psk', pskId, pskNonce, joinPsk }),
  );
  const step = await sealApplication(suite, group.state, payload);
  payload.fill(0);
  return step;
}

function proposalsOf(
  { keyPackage, replaces }: JoinPlan,
  { pskId, pskNonce }: JoinPsk,
): readonly Proposal[] {
  const add: Proposal = { proposalType: 'add', add: { keyPackage: keyPackage.keyPackage } };
  const psk: Proposal = {
    proposalType: 'psk',
    psk: { preSharedKeyId: { psktype: 'external', pskId, pskNonce } },
  };
  if (replaces === null) return [add, psk];
  return [{ proposalType: 'remove', remove: { removed: replaces } }, add, psk];
}
