import { toBase64Url } from '../../src/base/base64url.ts';
import type { Clock, Random } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { TurnAccess } from '../../src/contract/signaling.ts';
import { turnCredential } from './turn-credential.ts';

export interface TurnDeskOptions {
  readonly urls: readonly string[];
  /** The one that the TURN server has as well. */
  readonly secret: SecretBytes;
  /** How long a credential may begin to be used. */
  readonly credentialMs: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** Gives access to the TURN server. Whoever asks has looked whether the seat is admitted. */
export class TurnDesk {
  readonly #options: TurnDeskOptions;
  /** One for each seat as long as it lives, so that the TURN server's quota counts by person. It is told to nobody else. */
  readonly #ids = new WeakMap<object, string>();

  constructor(options: TurnDeskOptions) {
    this.#options = options;
  }

  /** @param seat whose it is; nothing of it is read */
  issueTo(seat: object): TurnAccess {
    const { urls, secret, credentialMs, clock, random } = this.#options;
    const id = this.#ids.get(seat) ?? toBase64Url(random.bytes(16));
    this.#ids.set(seat, id);
    return { urls: [...urls], ...turnCredential(secret, id, clock.nowMs() + credentialMs) };
  }
}
