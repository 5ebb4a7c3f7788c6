import type { PrivateMessage } from 'ts-mls/privateMessage.js';
import { equalBytes } from '../../base/bytes.ts';
import { isTransitional, type CommitSummary } from './commit-rules.ts';
import type { JoinPsk } from './join-psks.ts';
import type { MlsGroup, Retention } from './mls-group.ts';
import type { Roster } from './roster.ts';
import { receive, type Received } from './steps.ts';
import type { Suite } from './suite.ts';

/** How many joins the therapist may announce at a time; older announcements are forgotten. */
const maxAnnouncedJoins = 4;

/** What a message did to a member's group. */
export type MemberStep =
  | { readonly kind: 'application'; readonly received: Extract<Received, { kind: 'application' }> }
  | { readonly kind: 'epoch'; readonly before: Roster }
  | { readonly kind: 'removed' };

/** A group in which we only follow: Commits come from leaf 0, and nothing of ours changes who is in. */
export class MemberGroup {
  readonly group: MlsGroup;
  readonly #suite: Suite;
  #announced: readonly JoinPsk[] = [];
  #isTransitional: boolean;

  constructor(suite: Suite, group: MlsGroup, transitional: boolean) {
    this.#suite = suite;
    this.group = group;
    this.#isTransitional = transitional;
  }

  /** Whether the current epoch is the one between a join's two Commits. */
  get isTransitional(): boolean {
    return this.#isTransitional;
  }

  /** Whether a message says that it belongs to this group. */
  isGroupOf(message: PrivateMessage): boolean {
    return equalBytes(message.groupId, this.group.idBytes);
  }

  /** Whether it does, in an epoch that can be opened. */
  canOpen(message: PrivateMessage): boolean {
    return this.isGroupOf(message) && this.group.canOpen(message.epoch);
  }

  /** A PSK that the therapist announced for its next Commit. */
  announce(psk: JoinPsk): void {
    const kept = [psk, ...this.#announced];
    for (const { secret } of kept.slice(maxAnnouncedJoins)) secret.wipe();
    this.#announced = kept.slice(0, maxAnnouncedJoins);
  }

  /** Opens a message and adopts the state behind it. @throws Refused, and nothing has changed then */
  async receive(message: PrivateMessage): Promise<MemberStep> {
    const received = await receive(this.#suite, this.group.state, message, this.#announced);
    if (received.kind === 'application') {
      this.group.adopt([received], 'unchanged');
      return { kind: 'application', received };
    }
    return this.#follow(received);
  }

  wipe(): void {
    this.group.wipe();
    this.#forgetAnnounced();
  }

  #follow(received: Extract<Received, { kind: 'commit' }>): MemberStep {
    if (received.state.groupActiveState.kind === 'removedFromGroup') {
      this.wipe();
      return { kind: 'removed' };
    }
    const before = this.group.roster;
    this.group.adopt([received], this.#retentionFor(received.summary));
    this.#isTransitional = isTransitional(received.summary);
    this.#forgetAnnounced();
    return { kind: 'epoch', before };
  }

  /** Nothing that a leaver could have sent opens any more; a join's two Commits count as one step. */
  #retentionFor({ removes }: CommitSummary): Retention {
    if (removes.length > 0) return 'none';
    return this.#isTransitional ? 'through-a-join' : 'one';
  }

  #forgetAnnounced(): void {
    for (const { secret } of this.#announced) secret.wipe();
    this.#announced = [];
  }
}
