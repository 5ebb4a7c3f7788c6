import { describe, expect, it } from 'vitest';
import { createAttestationService } from '../../../main/services/attestation-service.ts';
import { createSessionService } from '../../../main/services/session-service.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { newId, type ClientId, type SessionId, type SlipId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import {
  encodeRecord,
  type AttestationRecord,
  type PartyReport,
} from '../../../src/crypto/attestation/record.ts';
import { encodeSlip, verifySlip } from '../../../src/crypto/attestation/slip.ts';
import { attestedGuest, emptyRecord } from '../../support/attestation.ts';
import { testId } from '../../support/fake-ids.ts';
import { newSigner } from '../../support/identity.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const minuteMs = 60_000;

/** Services over an open vault with one client, whose session runs. */
async function services() {
  const made = makeVaultService();
  await made.vault.create();
  const clientId = newId<ClientId>(systemRandom);
  made.vault.use().clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  const ports = { ...made, random: systemRandom };
  const sessions = createSessionService({ ...ports, serverOrigin: () => 'https://rooms.example' });
  const attestation = createAttestationService(ports);
  const session = sessions.start(clientId);
  const recordWith = (change: Partial<AttestationRecord> = {}): AttestationRecord =>
    emptyRecord({
      room: decodeChecked(session.roomId),
      start: session.startedAtMs,
      end: made.clock.nowMs(),
      therapist: sessions.identityKey(),
      ...change,
    });
  const sign = (record: Bytes = encodeRecord(recordWith()), id = session.sessionId) =>
    attestation.sign(id, record);
  return { ...made, clientId, sessions, attestation, session, recordWith, sign };
}

type Made = Awaited<ReturnType<typeof services>>;

/** A slip that we signed, and these others. */
async function slipOf(made: Made, change: Partial<AttestationRecord>, ...others: Signers) {
  const record = encodeRecord(made.recordWith(change));
  const { publicKey, signature } = made.sign(record);
  return encodeSlip(record, [
    { identity: publicKey, signature },
    ...(await Promise.all(others.map((one) => signedBy(one, record)))),
  ]);
}

type Signers = readonly ReturnType<typeof newSigner>[];

async function signedBy(signer: Signers[number], record: Bytes) {
  const signature = await signer.sign({ kind: 'attestation', record });
  return { identity: signer.publicKey, signature };
}

describe('signing a record', () => {
  it('makes a slip that verifies', async () => {
    const made = await services();
    const verdict = verifySlip(await slipOf(made, {}));
    expect(verdict).toMatchObject({ valid: true });
  });

  it('is done while the session runs and for two minutes after, and no longer', async () => {
    const { sessions, session, clock, sign } = await services();
    await clock.advance(10 * minuteMs);
    expect(thrownCode(sign)).toBeNull();
    sessions.end(session.sessionId);
    await clock.advance(2 * minuteMs);
    expect(thrownCode(sign)).toBeNull();
    await clock.advance(1);
    expect(thrownCode(sign)).toBe('not-found');
  });

  it('is done for the session that ended last, also while the next one runs', async () => {
    const { sessions, clientId, session, sign } = await services();
    sessions.end(session.sessionId);
    const next = sessions.start(clientId);
    expect(thrownCode(sign)).toBeNull();
    sessions.end(next.sessionId);
  });

  it('is not done for one that ended before the last', async () => {
    const { sessions, clientId, session, clock, sign } = await services();
    sessions.end(session.sessionId);
    const next = sessions.start(clientId);
    await clock.advance(1000);
    sessions.end(next.sessionId);
    expect(thrownCode(sign)).toBe('not-found');
  });

  it('is not done long after because the clock was set back', async () => {
    const { sessions, session, clock, sign } = await services();
    await clock.advance(60 * minuteMs);
    sessions.end(session.sessionId);
    const record = encodeRecord(emptyRecord());
    await clock.advance(-30 * minuteMs);
    expect(thrownCode(() => sign(record))).toBe('not-found');
  });

  it('is not done for a session that is not ours', async () => {
    const { sign } = await services();
    expect(thrownCode(() => sign(undefined, testId<SessionId>(1)))).toBe('not-found');
  });

  it('is refused for another room, another therapist, or a time outside', async () => {
    const { sign, recordWith, session } = await services();
    const changes: readonly Partial<AttestationRecord>[] = [
      { room: new Uint8Array(16).fill(1) },
      { therapist: new Uint8Array(32).fill(1) },
      { end: session.startedAtMs + 60 * minuteMs },
    ];
    for (const change of changes) {
      expect(thrownCode(() => sign(encodeRecord(recordWith(change))))).toBe('bad-request');
    }
  });

  it('is refused for words that nobody judged to be the same', async () => {
    const { sign, recordWith, vault, sessions, session } = await services();
    const deviceKey = new Uint8Array(32).fill(9);
    const guests = [attestedGuest({ identity: deviceKey, words: 'confirmed' })];
    const signConfirmed = () => sign(encodeRecord(recordWith({ guests })));
    expect(thrownCode(signConfirmed)).toBe('bad-request');
    const { sessionId } = session;
    const { inviteId } = await sessions.invite(sessionId);
    vault.use().invites.bind(inviteId, { sessionId, deviceKey, guestKind: 'app' });
    expect(thrownCode(signConfirmed)).toBe('bad-request');
    vault.use().devices.judgeWords(sessionId, deviceKey, 'same');
    expect(thrownCode(signConfirmed)).toBeNull();
  });

  it('is refused when it leaves somebody out whose words were said to differ', async () => {
    const { sign, recordWith, vault, sessions, session } = await services();
    const deviceKey = new Uint8Array(32).fill(9);
    const { sessionId } = session;
    const { inviteId } = await sessions.invite(sessionId);
    vault.use().invites.bind(inviteId, { sessionId, deviceKey, guestKind: 'app' });
    const nobody = encodeRecord(recordWith());
    expect(thrownCode(() => sign(nobody))).toBeNull();
    vault.use().devices.judgeWords(sessionId, deviceKey, 'different');
    expect(thrownCode(() => sign(nobody))).toBe('bad-request');
    const guests = [attestedGuest({ identity: deviceKey, words: 'different' })];
    expect(thrownCode(() => sign(encodeRecord(recordWith({ guests }))))).toBeNull();
  });

  it('is refused to a page that was loaded again and has forgotten what left unsealed', async () => {
    const { attestation, session, sessions, recordWith, sign } = await services();
    const report = (clear: PartyReport['clear']): PartyReport => ({
      identity: sessions.identityKey(),
      app: 'Quietroom',
      runtime: 'Chromium',
      capture: 'hidden',
      recording: 'none',
      dropped: 0,
      clear,
    });
    const forgotten = encodeRecord(recordWith({ reports: [report([])] }));
    expect(thrownCode(() => sign(forgotten))).toBeNull();
    attestation.noteClear(session.sessionId, { fromMs: 5, toMs: 9 });
    expect(thrownCode(() => sign(forgotten))).toBe('bad-request');
    expect(thrownCode(() => sign(encodeRecord(recordWith())))).toBe('bad-request');
    // What it is told makes a slip that says so, and that is not clean.
    const clear = attestation
      .clearStretches(session.sessionId)
      .map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs }));
    const record = encodeRecord(recordWith({ reports: [report(clear)] }));
    const { publicKey: identity, signature } = sign(record);
    const verdict = verifySlip(encodeSlip(record, [{ identity, signature }]));
    expect(verdict).toMatchObject({ valid: true, clean: false });
    expect(verdict.valid && verdict.blemishes).toContain('sent-in-clear');
  });

  it('is refused for anything but the canonical bytes of a record', async () => {
    const { sign, recordWith } = await services();
    const good = encodeRecord(recordWith());
    const bad = [
      new Uint8Array(),
      new Uint8Array(32).fill(1),
      good.slice(0, -1),
      new Uint8Array([...good, 0]),
      encodeSlip(good, []),
    ];
    for (const bytes of bad) expect(thrownCode(() => sign(bytes))).toBe('bad-request');
  });
});

describe('keeping a slip', () => {
  it('keeps it with its session, also long after the end', async () => {
    const made = await services();
    const { attestation, clientId, sessions, session, clock } = made;
    const slip = await slipOf(made, {});
    sessions.end(session.sessionId);
    await clock.advance(60 * minuteMs);
    attestation.keepSlip(session.sessionId, slip);
    const listed = attestation.listSlips(clientId);
    expect(listed).toMatchObject([{ sessionId: session.sessionId, keptAtMs: clock.nowMs() }]);
    expect(listed.map(({ slipId }) => attestation.readSlip(slipId))).toEqual([slip]);
  });

  it('keeps each distinct slip, the newest last, and the same one once', async () => {
    const made = await services();
    const { attestation, clientId, session } = made;
    const guest = newSigner();
    const guests = [attestedGuest({ identity: guest.publicKey })];
    const [ours, both] = [await slipOf(made, { guests }), await slipOf(made, { guests }, guest)];
    for (const slip of [ours, both, ours]) attestation.keepSlip(session.sessionId, slip);
    const kept = attestation.listSlips(clientId).map(({ slipId }) => attestation.readSlip(slipId));
    expect(kept).toEqual([ours, both]);
  });

  it('refuses a slip that does not hold, that we did not sign, or of another session', async () => {
    const made = await services();
    const { attestation, clientId, session, recordWith, vault } = made;
    const guest = newSigner();
    const record = encodeRecord(
      recordWith({ guests: [attestedGuest({ identity: guest.publicKey })] }),
    );
    const good = await slipOf(made, {});
    const elsewhere = emptyRecord({ therapist: made.sessions.identityKey() });
    const { publicKey: identity, signature } = vault.use().identity.signAttestation(elsewhere);
    const stranger = emptyRecord({ room: recordWith().room, therapist: guest.publicKey });
    const bad = [
      new Uint8Array(),
      good.map((byte, index) => (index === good.length - 1 ? byte ^ 1 : byte)),
      encodeSlip(record, []),
      encodeSlip(record, [await signedBy(guest, record)]),
      encodeSlip(encodeRecord(elsewhere), [{ identity, signature }]),
      encodeSlip(encodeRecord(stranger), [await signedBy(guest, encodeRecord(stranger))]),
    ];
    for (const slip of bad) {
      const keep = (): void => {
        attestation.keepSlip(session.sessionId, slip);
      };
      expect(thrownCode(keep)).toBe('bad-request');
    }
    expect(attestation.listSlips(clientId)).toEqual([]);
  });

  it('finds neither a session, a client nor a slip that never was', async () => {
    const made = await services();
    const { attestation } = made;
    const slip = await slipOf(made, {});
    const keep = (): void => {
      attestation.keepSlip(testId<SessionId>(1), slip);
    };
    expect(thrownCode(keep)).toBe('not-found');
    expect(thrownCode(() => attestation.listSlips(testId<ClientId>(1)))).toBe('not-found');
    expect(thrownCode(() => attestation.readSlip(testId<SlipId>(1)))).toBe('not-found');
  });

  it('has room for the largest record with every signature', () => {
    const signature = { identity: new Uint8Array(32), signature: new Uint8Array(64) };
    const largest = encodeSlip(
      new Uint8Array(limits.attestationBytes),
      Array.from({ length: 16 }, () => signature),
    );
    expect(largest.length).toBeLessThanOrEqual(limits.slipBytes);
  });
});
