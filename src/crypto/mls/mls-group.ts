import type { ClientState } from 'ts-mls/clientState.js';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import { leafToNodeIndex, toLeafIndex } from 'ts-mls/treemath.js';
import { toBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import { invariant } from '../../base/invariant.ts';
import { SecretBytes } from '../../base/secret-bytes.ts';
import { plainBytes } from './plain-bytes.ts';
import { walkTree, type Member, type Roster, type TreeTerms } from './roster.ts';
import { secretsOf, wipeSecrets } from './state-secrets.ts';
import type { Step } from './steps.ts';
import type { Suite } from './suite.ts';

/** Former epochs whose messages can still be opened after a step. */
export type Retention = 'none' | 'one' | 'through-a-join';

const retained = { none: 0, one: 1, 'through-a-join': 2 } as const satisfies Record<
  Retention,
  number
>;

/** What a media epoch needs of MLS. */
export interface EpochSecrets {
  readonly baseKey: SecretBytes;
  readonly epochAuthenticator: Bytes;
}

/** What is still needed of an epoch whose messages can be opened, beyond what the library keeps. */
interface FormerEpoch {
  readonly roster: Roster;
  /** Ours: a Commit of ours replaces the key under which an item may be on its way. */
  readonly leafKey: Uint8Array | undefined;
}

/**
 * Owns the MLS state of one group. A step is adopted whole, after the tree was walked, or not at all; what it replaces
 * is overwritten.
 */
export class MlsGroup {
  readonly id: string;
  readonly idBytes: Bytes;
  readonly ownLeaf: number;
  readonly #suite: Suite;
  readonly #terms: () => TreeTerms;
  #state: ClientState | null;
  #roster: Roster;
  #former = new Map<bigint, FormerEpoch>();

  /** @throws Refused when the tree is not one of ours. */
  constructor(suite: Suite, state: ClientState, terms: () => TreeTerms) {
    this.#suite = suite;
    this.#terms = terms;
    this.#roster = walkTree(state.ratchetTree, terms());
    this.#state = state;
    this.idBytes = plainBytes(state.groupContext.groupId);
    this.id = toBase64Url(this.idBytes);
    this.ownLeaf = state.privatePath.leafIndex;
  }

  get isWiped(): boolean {
    return this.#state === null;
  }

  /** @throws Error after `wipe`. */
  get state(): ClientState {
    invariant(this.#state !== null, 'group used after it was left');
    return this.#state;
  }

  get epoch(): bigint {
    return this.state.groupContext.epoch;
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** The member at a leaf in an epoch whose messages can be opened: leaves change hands. */
  memberAt(leaf: number, epoch: bigint): Member | undefined {
    const roster = epoch === this.epoch ? this.#roster : this.#former.get(epoch)?.roster;
    return roster?.find((member) => member.leaf === leaf);
  }

  /** The member with this identity in this epoch. */
  memberOf(participant: string): Member | undefined {
    return this.#roster.find((member) => member.participant === participant);
  }

  /** Whether messages of this epoch can be opened: it is the current one or a former one that was kept. */
  canOpen(epoch: bigint): boolean {
    return epoch === this.epoch || this.state.historicalReceiverData.has(epoch);
  }

  /**
   * Goes to the last of `steps`. The tree is walked first, so that a step with a wrong tree changes nothing.
   * @throws Refused when the tree is not one of ours; the steps' secrets are overwritten then.
   */
  adopt(steps: readonly Step[], retention: Retention | 'unchanged'): void {
    const last = steps.at(-1);
    invariant(last !== undefined, 'a step to adopt');
    const current = this.state;
    const gone = steps.flatMap(({ state, consumed }) => [...secretsOf(state), ...consumed]);
    if (retention === 'unchanged') {
      gone.push(...secretsOf(current));
      this.#state = last.state;
    } else {
      const next = prune(last.state, retained[retention]);
      try {
        const roster = walkTree(next.ratchetTree, this.#terms(), this.#roster);
        const states = [current, ...steps.map(({ state }) => state)];
        const former = this.#formerOf(next, states, [...this.#roster, ...roster]);
        gone.push(...secretsOf(current), ...leafKeysOf(this.#former));
        this.#roster = roster;
        this.#former = former;
        this.#state = next;
      } catch (error) {
        wipeSecrets(gone, new Set([...secretsOf(current), ...leafKeysOf(this.#former)]));
        throw error;
      }
    }
    wipeSecrets(gone, new Set([...secretsOf(this.state), ...leafKeysOf(this.#former)]));
  }

  /** Overwrites steps that are not adopted, but for what the present state shares with them. */
  discard(steps: readonly Step[]): void {
    const gone = steps.flatMap(({ state, consumed }) => [...secretsOf(state), ...consumed]);
    const kept = this.#state ? secretsOf(this.#state) : [];
    wipeSecrets(gone, new Set([...kept, ...leafKeysOf(this.#former)]));
  }

  /** The private key of our leaf in an epoch whose messages can still be opened. */
  leafKeyAt(epoch: bigint): Bytes | undefined {
    const key = epoch === this.epoch ? leafKey(this.state) : this.#former.get(epoch)?.leafKey;
    return key && plainBytes(key);
  }

  /** Media key and authenticator of the current epoch. */
  async secrets(): Promise<EpochSecrets> {
    const { exporterSecret, epochAuthenticator } = this.state.keySchedule;
    const baseKey = await mlsExporter(
      exporterSecret,
      'SFrame 1.0 Base Key',
      new Uint8Array(),
      32,
      this.#suite,
    );
    return {
      baseKey: new SecretBytes(plainBytes(baseKey)),
      epochAuthenticator: plainBytes(epochAuthenticator.slice()),
    };
  }

  /** Forgets everything. */
  wipe(): void {
    if (!this.#state) return;
    wipeSecrets([...secretsOf(this.#state), ...leafKeysOf(this.#former)], new Set());
    this.#former.clear();
    this.#state = null;
  }

  /** For every epoch that `next` still opens messages of: from the state that was current then. */
  #formerOf(
    next: ClientState,
    states: readonly ClientState[],
    members: Roster,
  ): Map<bigint, FormerEpoch> {
    const former = new Map<bigint, FormerEpoch>();
    for (const epoch of next.historicalReceiverData.keys()) {
      const state = states.find(({ groupContext }) => groupContext.epoch === epoch);
      const known = this.#former.get(epoch);
      if (state) {
        const roster =
          state === this.#state
            ? this.#roster
            : walkTree(state.ratchetTree, this.#terms(), members);
        former.set(epoch, { roster, leafKey: leafKey(state) });
      } else if (known) {
        former.set(epoch, known);
      }
    }
    return former;
  }
}

function leafKeysOf(former: ReadonlyMap<bigint, FormerEpoch>): readonly Uint8Array[] {
  return [...former.values()].flatMap((one) => one.leafKey ?? []);
}

function leafKey({ privatePath }: ClientState): Uint8Array | undefined {
  return privatePath.privateKeys[leafToNodeIndex(toLeafIndex(privatePath.leafIndex))];
}

/** Keeps the newest `count` former epochs. */
function prune(state: ClientState, count: number): ClientState {
  const epochs = [...state.historicalReceiverData.keys()].toSorted((a, b) => (a < b ? 1 : -1));
  const keep = new Set(epochs.slice(0, count));
  const former = [...state.historicalReceiverData].filter(([epoch]) => keep.has(epoch));
  return { ...state, historicalReceiverData: new Map(former) };
}
