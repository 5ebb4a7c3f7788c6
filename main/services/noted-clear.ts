import type { ClearStretch } from '../../src/contract/clear-stretch.ts';
import type { SessionId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { VaultAccess } from './vault-service.ts';

interface Noted {
  readonly sessionId: SessionId;
  readonly stretch: ClearStretch;
}

/**
 * When something of the therapist's left unsealed. What is noted while the vault is locked waits here, and is in the vault
 * before anybody asks for it or anything is signed.
 */
export class NotedClear {
  readonly #vault: VaultAccess;
  #waiting: Noted[] = [];

  constructor(vault: VaultAccess) {
    this.#vault = vault;
  }

  /** @throws AppError not-found, too-many */
  note(sessionId: SessionId, stretch: ClearStretch): void {
    if (stretch.toMs < stretch.fromMs) throw new AppError('bad-request');
    try {
      this.#write();
      this.#keep({ sessionId, stretch });
    } catch (error) {
      if (AppError.from(error).code !== 'vault-locked') throw error;
      if (this.#waiting.length >= limits.clearStretches) throw new AppError('too-many');
      this.#waiting.push({ sessionId, stretch });
    }
  }

  /** Oldest first. @throws AppError not-found, vault-locked */
  inSession(sessionId: SessionId): readonly ClearStretch[] {
    this.#write();
    const { sessions, clearStretches } = this.#vault.use();
    if (!sessions.find(sessionId)) throw new AppError('not-found');
    return clearStretches.inSession(sessionId);
  }

  #write(): void {
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      try {
        this.#keep(next);
      } catch (error) {
        // Of another vault, or of a client who was destroyed meanwhile.
        if (AppError.from(error).code !== 'not-found') throw error;
      }
      this.#waiting.shift();
    }
  }

  #keep({ sessionId, stretch }: Noted): void {
    const { sessions, clearStretches } = this.#vault.use();
    if (!sessions.find(sessionId)) throw new AppError('not-found');
    clearStretches.add(sessionId, stretch);
  }
}
