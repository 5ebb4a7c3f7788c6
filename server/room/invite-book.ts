import type { InviteId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { findByHash, type TokenHash } from '../auth/token-hash.ts';

/** An invite as the host registers it: a hash and a window of time, nothing about anybody. */
export interface Invite {
  readonly inviteId: InviteId;
  readonly admissionHash: TokenHash;
  readonly opensAtMs: number;
  readonly expiresAtMs: number;
}

/** The invites of one room. Each opens one seat, once. */
export class InviteBook {
  readonly #invites = new Map<InviteId, { readonly invite: Invite; isUsed: boolean }>();

  /**
   * Registers an invite. The same one again changes nothing, so that a host may repeat itself after a drop.
   * @throws AppError bad-request, too-many, conflict (the id or the token stands for another invite)
   */
  add(invite: Invite, nowMs: number): void {
    const { inviteId, opensAtMs, expiresAtMs, admissionHash } = invite;
    if (expiresAtMs <= opensAtMs || expiresAtMs > nowMs + limits.inviteMaxAgeMs) {
      throw new AppError('bad-request', 'invite window');
    }
    const sameHash = this.#find(admissionHash);
    const known = this.#invites.get(inviteId) ?? sameHash;
    if (known) {
      if (known === sameHash && isSameWindow(known.invite, invite)) return;
      throw new AppError('conflict', 'invite exists');
    }
    if (this.#invites.size >= limits.invitesPerRoom) throw new AppError('too-many', 'invites');
    this.#invites.set(inviteId, { invite, isUsed: false });
  }

  /**
   * Uses an invite up. There is no pause between the check and the mark, so of many who come at once one gets it.
   * @throws AppError invite-invalid (also before its time), invite-used, invite-expired
   */
  redeem(admissionHash: TokenHash, nowMs: number): Invite {
    const entry = this.#find(admissionHash);
    if (!entry || nowMs < entry.invite.opensAtMs) throw new AppError('invite-invalid');
    if (entry.isUsed) throw new AppError('invite-used');
    if (nowMs >= entry.invite.expiresAtMs) throw new AppError('invite-expired');
    entry.isUsed = true;
    return entry.invite;
  }

  /** Makes an invite unusable. @throws AppError not-found */
  revoke(inviteId: InviteId): void {
    if (!this.#invites.delete(inviteId)) throw new AppError('not-found', 'invite');
  }

  #find(hash: TokenHash) {
    return findByHash(this.#invites.values(), ({ invite }) => invite.admissionHash, hash);
  }
}

function isSameWindow(a: Invite, b: Invite): boolean {
  return (
    a.inviteId === b.inviteId && a.opensAtMs === b.opensAtMs && a.expiresAtMs === b.expiresAtMs
  );
}
