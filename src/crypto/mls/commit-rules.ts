import type { IncomingMessageCallback } from 'ts-mls/incomingMessageAction.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { Refused, refuseUnless } from './refused.ts';

// e2ee.md, Epochs: the therapist (leaf 0) is the only committer, and it is enforced here. By default the library takes a
// guest's Add proposal, and the therapist's next Commit would add a stranger.

/** What a Commit did, in the words of this protocol. */
export interface CommitSummary {
  readonly adds: number;
  readonly removes: readonly number[];
  readonly psks: number;
}

/**
 * An Add without a Remove travels without a path: the epoch's secrets are as old as the one before. The empty Commit
 * that always follows mends that, and media keys come only from then on.
 */
export function isTransitional({ adds, removes }: CommitSummary): boolean {
  return adds > 0 && removes.length === 0;
}

/** Judges messages for the library, and remembers why it said no and what it let through. */
export class CommitGate {
  #refusal: Refused | null = null;
  #summary: CommitSummary | null = null;

  readonly callback: IncomingMessageCallback = (incoming) => {
    try {
      refuseUnless(incoming.kind === 'commit', 'not-in-protocol');
      refuseUnless(incoming.senderLeafIndex === 0, 'foreign-commit');
      this.#summary = summarise(incoming.proposals.map(({ proposal }) => proposal));
      return 'accept';
    } catch (error) {
      this.#refusal = error instanceof Refused ? error : new Refused('forbidden-commit');
      return 'reject';
    }
  };

  /** @throws Refused when the message was not a Commit that may be taken. */
  summary(): CommitSummary {
    if (this.#refusal) throw this.#refusal;
    if (!this.#summary) throw new Refused('not-authentic');
    return this.#summary;
  }
}

/** The four Commits there are: empty, Add + PSK, Remove, Remove + Add + PSK. @throws Refused for any other. */
function summarise(proposals: readonly Proposal[]): CommitSummary {
  let adds = 0;
  let psks = 0;
  const removes: number[] = [];
  for (const proposal of proposals) {
    if (proposal.proposalType === 'add') adds += 1;
    else if (proposal.proposalType === 'psk') psks += 1;
    else if (proposal.proposalType === 'remove') removes.push(proposal.remove.removed);
    else throw new Refused('forbidden-commit');
  }
  const isOurs = adds === psks && adds <= 1 && removes.length <= 1 && !removes.includes(0);
  refuseUnless(isOurs, 'forbidden-commit');
  return { adds, removes, psks };
}
