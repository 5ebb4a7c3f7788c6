import { describe, expect, it } from 'vitest';
import { Enrolment } from '../../../server/auth/enrolment.ts';
import { HostProof } from '../../../server/auth/host-proof.ts';
import { MemoryEnrolmentStore } from '../../../server/auth/memory-enrolment-store.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { randomRoomId, TestTherapist } from '../../support/test-therapist.ts';

const origin = 'https://rooms.example';
const challenge = toBase64Url(new Uint8Array(32).fill(1));
const otherChallenge = toBase64Url(new Uint8Array(32).fill(2));
const roomId = randomRoomId();

async function setUp() {
  const enrolment = new Enrolment({
    store: new MemoryEnrolmentStore(),
    clock: new FakeClock(),
    attemptsPerMinute: 100,
    codeMaxAgeMs: 1_000,
  });
  await enrolment.addCode('GOOD-CODE-1');
  const proof = new HostProof({ publicOrigin: origin, enrolment });
  const therapist = new TestTherapist(origin);
  await proof.enrol(
    { code: 'GOOD-CODE-1', ...therapist.signEnrolment(challenge) },
    decodeChecked(challenge),
  );
  return { proof, therapist };
}

describe('HostProof', () => {
  it('takes an enrolled key that signs this room, this server and this challenge', async () => {
    const { proof, therapist } = await setUp();
    const request = { roomId, ...therapist.signRoom(roomId, challenge) };
    await expect(proof.checkRoomOpen(request, decodeChecked(challenge))).resolves.toBeUndefined();
  });

  it.each([
    ['another challenge', roomId, otherChallenge, origin],
    ['another room', randomRoomId(), challenge, origin],
    ['another server', roomId, challenge, 'https://else.example'],
  ])('refuses a signature over %s', async (_what, signedRoom, signedChallenge, signedOrigin) => {
    const { proof, therapist } = await setUp();
    const signed = therapist.signRoom(signedRoom, signedChallenge, signedOrigin);
    await expect(
      proof.checkRoomOpen({ roomId, ...signed }, decodeChecked(challenge)),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('refuses an enrolment statement where a room statement is due', async () => {
    const { proof, therapist } = await setUp();
    const signed = therapist.signEnrolment(challenge);
    await expect(
      proof.checkRoomOpen({ roomId, ...signed }, decodeChecked(challenge)),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('tells only the holder of a key that it is not enrolled', async () => {
    const { proof, therapist } = await setUp();
    const stranger = new TestTherapist(origin);
    const own = stranger.signRoom(roomId, challenge);
    await expect(
      proof.checkRoomOpen({ roomId, ...own }, decodeChecked(challenge)),
    ).rejects.toMatchObject({ code: 'not-enrolled' });
    const stolen = { ...own, publicKey: therapist.publicKey };
    await expect(
      proof.checkRoomOpen({ roomId, ...stolen }, decodeChecked(challenge)),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('enrols no key whose holder has not signed', async () => {
    const { proof, therapist } = await setUp();
    const signed = therapist.signEnrolment(otherChallenge);
    await expect(
      proof.enrol({ code: 'GOOD-CODE-1', ...signed }, decodeChecked(challenge)),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
