import { GuestAttestation } from './guest-attestation.ts';
import { GuestWorker, type GuestWorkerOptions } from './guest-worker.ts';
import type { SideParts } from './host-side.ts';
import type { TalkMessage } from './session-talk.ts';
import { Witness } from './witness.ts';

/** Everything of a guest's session in the worker. */
export interface GuestSide {
  readonly worker: GuestWorker;
  readonly witness: Witness;
  readonly attestation: GuestAttestation;
}

/** Gets ready to knock. */
export function startGuestSide(
  options: SideParts & Pick<GuestWorkerOptions, 'session'>,
): GuestSide {
  const { ports, session, framesWithoutKey, hear } = options;
  const { clock, push } = ports;
  const { signer, room, guestKind: kind } = session;
  const witness = new Witness({ clock, push, room, ownKey: signer.publicKey, framesWithoutKey });
  const later: { attestation: GuestAttestation | null } = { attestation: null };
  const worker = new GuestWorker({
    ...options,
    witness,
    hear: async (message: TalkMessage) => {
      later.attestation?.hear(message);
      await hear(message);
    },
  });
  const attestation = new GuestAttestation({ witness, signer, kind, talk: worker, clock, push });
  later.attestation = attestation;
  return { worker, witness, attestation };
}
