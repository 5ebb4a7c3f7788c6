import { HostAttestation } from './host-attestation.ts';
import { HostWorker, type HostWorkerOptions } from './host-worker.ts';
import type { TalkMessage } from './session-talk.ts';
import { Witness } from './witness.ts';

/** What both sides are made of. */
export type SideParts = Pick<
  HostWorkerOptions,
  'ports' | 'seats' | 'onSwitched' | 'hear' | 'hearChunk'
> & {
  readonly framesWithoutKey: () => number;
};

/** Everything of a therapist's session in the worker. */
export interface HostSide {
  readonly worker: HostWorker;
  readonly witness: Witness;
  readonly attestation: HostAttestation;
}

/** Makes a new group, and what is attested about it. */
export async function startHostSide(
  options: SideParts & Pick<HostWorkerOptions, 'signer' | 'room'>,
): Promise<HostSide> {
  const { ports, seats, signer, room, framesWithoutKey, hear } = options;
  const { clock, push } = ports;
  const witness = new Witness({ clock, push, room, ownKey: signer.publicKey, framesWithoutKey });
  const later: { attestation: HostAttestation | null } = { attestation: null };
  const worker = await HostWorker.start({
    ...options,
    witness,
    hear: async (message: TalkMessage) => {
      later.attestation?.hear(message);
      await hear(message);
    },
  });
  const attestation = new HostAttestation({ witness, signer, talk: worker, seats, clock, push });
  later.attestation = attestation;
  return { worker, witness, attestation };
}
