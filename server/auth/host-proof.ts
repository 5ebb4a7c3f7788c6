import type { Bytes } from '../../src/base/bytes.ts';
import type { CallRequest } from '../../src/contract/contract.ts';
import { enrolmentStatement, hostStatement } from '../../src/contract/host-statement.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { isSignedBy } from './ed25519.ts';
import type { Enrolment } from './enrolment.ts';

export interface HostProofOptions {
  /** The origin that statements must name: a signature for another server is worth nothing here. */
  readonly publicOrigin: string;
  readonly enrolment: Enrolment;
}

/** Checks what a therapist's app signs. `challenge` is the one that this connection got, and no other. */
export class HostProof {
  readonly #options: HostProofOptions;

  constructor(options: HostProofOptions) {
    this.#options = options;
  }

  /**
   * The signature is looked at first: only who holds a key learns whether it is enrolled.
   * @throws AppError unauthorized, not-enrolled
   */
  async checkRoomOpen(
    request: CallRequest<Signaling, 'room.open'>,
    challenge: Bytes,
  ): Promise<void> {
    const { publicOrigin, enrolment } = this.#options;
    const statement = hostStatement(publicOrigin, request.roomId, challenge);
    checkSignature(request, statement);
    if (!(await enrolment.isEnrolled(request.publicKey))) throw new AppError('not-enrolled');
  }

  /** @throws AppError unauthorized, too-many */
  async enrol(request: CallRequest<Signaling, 'host.enrol'>, challenge: Bytes): Promise<void> {
    const { publicOrigin, enrolment } = this.#options;
    checkSignature(request, enrolmentStatement(publicOrigin, challenge));
    await enrolment.enrol(request.code, request.publicKey);
  }
}

function checkSignature(
  { publicKey, signature }: { readonly publicKey: string; readonly signature: string },
  statement: Bytes,
): void {
  if (!isSignedBy(publicKey, statement, decodeChecked(signature))) {
    throw new AppError('unauthorized', 'signature');
  }
}
