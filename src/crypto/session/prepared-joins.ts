import { toBase64Url } from '../../base/base64url.ts';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { ForeignKeyPackage } from '../mls/key-package.ts';
import type { MlsGroup } from '../mls/mls-group.ts';
import type { PreparedJoin } from './host-joins.ts';

/** Two guests wait for a couple's session at most. */
const maxPrepared = 2;

/** A join that was computed before anybody decided on it, with the nonce_T of its hello. */
export interface JoinInStore {
  /** Of the invite whose secret is in it: it is good for no other seat. */
  readonly pskId: Bytes;
  readonly join: PreparedJoin;
  readonly nonce: Bytes;
}

/**
 * Joins that were computed while their guests wait at the door. Nothing of one leaves before it is taken, and what is not
 * taken is overwritten: when its guest goes, and when the group takes any other step, which it would no longer follow.
 */
export class PreparedJoins {
  readonly #group: MlsGroup;
  readonly #joins = new Map<string, JoinInStore>();
  /** What they all follow. */
  #base: MlsGroup['state'] | null = null;

  constructor(group: MlsGroup) {
    this.#group = group;
  }

  has({ ref }: ForeignKeyPackage): boolean {
    return this.#joins.has(toBase64Url(ref));
  }

  /** Keeps a join that follows the group's present state; the oldest goes when there are too many. */
  put({ ref }: ForeignKeyPackage, prepared: JoinInStore): void {
    this.dropStale();
    this.#base = this.#group.state;
    this.#joins.set(toBase64Url(ref), prepared);
    const [oldest] = this.#joins.keys();
    if (oldest !== undefined && this.#joins.size > maxPrepared) this.#drop(oldest);
  }

  /**
   * The join for this KeyPackage at the seat of this invite, to be adopted at once; null when there is none that still
   * follows the group's state.
   */
  take({ ref }: ForeignKeyPackage, pskId: Bytes): JoinInStore | null {
    this.dropStale();
    const key = toBase64Url(ref);
    const found = this.#joins.get(key);
    if (!found) return null;
    if (!equalBytes(found.pskId, pskId)) {
      // Whoever holds two invites and shows one KeyPackage at both doors.
      this.#drop(key);
      return null;
    }
    this.#joins.delete(key);
    return found;
  }

  /** Overwrites the join for this KeyPackage. */
  drop({ ref }: ForeignKeyPackage): void {
    this.#drop(toBase64Url(ref));
  }

  /** Overwrites everything that does not follow the group's present state. After every step of the group. */
  dropStale(): void {
    if (!this.#group.isWiped && this.#base === this.#group.state) return;
    this.#base = null;
    for (const key of this.#joins.keys()) this.#drop(key);
  }

  #drop(key: string): void {
    const found = this.#joins.get(key);
    this.#joins.delete(key);
    if (!found) return;
    found.nonce.fill(0);
    this.#group.discard(found.join.steps);
  }
}
