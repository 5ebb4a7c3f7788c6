import type { Clock, Random } from '../../base/ports.ts';
import { SecretBytes } from '../../base/secret-bytes.ts';
import { generateEd25519, signEd25519 } from '../ed25519.ts';
import { fingerprintOfKey } from '../identity/fingerprint.ts';
import { encodeStatement, type IdentitySigner } from '../identity/identity-statement.ts';
import { deriveInviteKeys } from '../invite-keys.ts';
import { roomSizeBytes } from '../identity/credential.ts';
import type { Suite } from '../mls/suite.ts';
import { GuestSession } from './guest-session.ts';
import { HostSession } from './host-session.ts';

/**
 * Plays one whole join with throw-away keys, so that the engine has compiled everything before somebody waits for it.
 * Nothing of it leaves this function. @throws Error when the join did not work: better now than then.
 */
export async function warmUp(
  suite: Suite,
  clock: Pick<Clock, 'nowMs'>,
  random: Random,
): Promise<void> {
  const room = random.bytes(roomSizeBytes);
  const therapist = throwAwaySigner(random);
  const keys = await deriveInviteKeys(new SecretBytes(random.bytes(32)));
  const { session: host } = await HostSession.create({
    suite,
    signer: therapist,
    room,
    clock,
    random,
  });
  const guest = new GuestSession({
    suite,
    signer: throwAwaySigner(random),
    room,
    therapistFingerprint: fingerprintOfKey(therapist.publicKey),
    keys,
    guestKind: 'app',
    clock,
    random,
  });
  const seat = { state: 'open' } as const;
  const knock = await host.readKnock(keys, seat, await guest.knock(new Uint8Array()));
  if (typeof knock === 'string') throw new Error('warm-up: knock refused');
  const { outgoing } = await host.admit(knock, { psk: keys.psk, pskId: keys.pskId, seat });
  for (const { bytes } of outgoing) {
    const { outgoing: answers } = await guest.receive(bytes);
    for (const answer of answers) {
      const { events } = await host.receive(answer.bytes);
      if (!events.some(({ kind }) => kind === 'words')) throw new Error('warm-up: no words');
    }
  }
  await Promise.all([host.close(), guest.close()]);
}

function throwAwaySigner(random: Random): IdentitySigner {
  const { publicKey, secretKey } = generateEd25519(random);
  return {
    publicKey,
    sign: (statement) => Promise.resolve(signEd25519(secretKey, encodeStatement(statement))),
  };
}
