import { expect, it } from 'vitest';
import { fingerprintOfKey } from '../../../../src/crypto/identity/fingerprint.ts';
import { decodeMls } from '../../../../src/crypto/mls/codec.ts';
import { MemberGroup } from '../../../../src/crypto/mls/member-group.ts';
import { MlsGroup } from '../../../../src/crypto/mls/mls-group.ts';
import { secretsOf } from '../../../../src/crypto/mls/state-secrets.ts';
import { admitRaw } from '../../../support/raw-session.ts';
import { participantOf, World } from '../../../support/session-world.ts';

it('a member that was removed overwrites every secret that it has', async () => {
  const world = await World.create();
  const { raw, signer } = await admitRaw(world, 'anna');
  const terms = {
    room: world.room,
    therapistFingerprint: fingerprintOfKey(world.therapist.publicKey),
    nowS: Math.floor(world.clock.now / 1000),
  };
  const { suite } = world;
  const member = new MemberGroup(suite, new MlsGroup(suite, raw.state, () => terms), false);
  const secrets = [...secretsOf(raw.state)];
  const { outgoing } = await world.host.remove(participantOf(signer));
  const incoming = decodeMls(outgoing[0]?.bytes ?? new Uint8Array());
  if (incoming.kind !== 'private') throw new Error('a Commit');
  expect(await member.receive(incoming.message)).toEqual({ kind: 'removed' });
  expect(member.group.isWiped).toBe(true);
  expect(secrets.filter((secret) => secret.some((byte) => byte !== 0))).toEqual([]);
});
