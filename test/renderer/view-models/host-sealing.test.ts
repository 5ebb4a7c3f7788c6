import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';

import {
  seatA,
  seatB,
  inviteA,
  inviteB,
  deviceA,
  deviceB,
  pskOf,
  waiting,
  setUp,
} from '../../support/host-sealing-bench.ts';

describe('the seats of a session', () => {
  it('are in the worker before anything else is asked of it', async () => {
    const { worker, sealing } = await setUp();
    await sealing.seated(seatA);
    expect(worker.names.filter((name) => name.startsWith('host.'))).toEqual([
      'host.start',
      'host.set-rule',
      'host.add-seat',
      'host.add-seat',
      'host.seated',
    ]);
  });

  it('call everybody back once, and not at every drop of the connection', async () => {
    const { worker, sealing } = await setUp();
    await sealing.entered(true);
    await sealing.entered(true);
    expect(worker.inputsOf('host.call-back')).toHaveLength(1);
  });

  it('warm the worker up when nobody is there who would wait for it', async () => {
    const alone = await setUp();
    expect(alone.worker.names).not.toContain('session.warm-up');
    await alone.sealing.entered(true);
    expect(alone.worker.names.slice(-2)).toEqual(['host.call-back', 'session.warm-up']);
    const back = await setUp();
    await back.sealing.entered(false);
    expect(back.worker.names).not.toContain('session.warm-up');
  });
});

describe('somebody at the door', () => {
  it('is read by the psk of their invite, and told with what the vault knows of the device', async () => {
    const { worker, sealing, knocks, opens } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    expect(worker.inputsOf('host.read-knock')).toMatchObject([{ pskId: pskOf(inviteA.inviteId) }]);
    expect(knocks).toEqual([
      [seatA, { phase: 'reading' }],
      [
        seatA,
        {
          phase: 'opened',
          device: { kind: 'same', sessions: 3 },
          guestKind: 'app',
          capture: 'hidden',
        },
      ],
    ]);
    expect(sealing.seenAt(seatA)).toEqual({
      seatId: seatA,
      deviceKey: deviceA,
      capture: 'hidden',
    });
  });

  it('is refused, and seen by nobody, when the knock does not open', async () => {
    const { sealing, knocks, refuses } = await setUp();
    refuses('seat-taken');
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    expect(knocks.at(-1)).toEqual([seatA, { phase: 'refused', reason: 'seat-taken' }]);
    expect(sealing.seenAt(seatA)).toBeNull();
  });

  it('is refused under an invite that the vault does not know', async () => {
    const { worker, sealing, knocks } = await setUp();
    await sealing.readKnock(waiting(seatA, testId(99)));
    expect(knocks.at(-1)).toEqual([seatA, { phase: 'refused', reason: 'not-authentic' }]);
    expect(worker.names).not.toContain('host.read-knock');
  });

  it('has not knocked yet when there is no knock', async () => {
    const { sealing, knocks } = await setUp();
    await sealing.readKnock(waiting(seatA, inviteA.inviteId, null));
    expect(knocks).toEqual([]);
  });

  it('is read once for each knock, however often the server tells of it', async () => {
    const { worker, sealing } = await setUp();
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    expect(worker.inputsOf('host.read-knock')).toHaveLength(1);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId, 'BAUG'));
    expect(worker.inputsOf('host.read-knock')).toHaveLength(2);
  });

  it('is read again when reading broke', async () => {
    const { media, sealing, opens } = await setUp();
    media.answers['host.read-knock'] = () => {
      throw new AppError('too-many');
    };
    await expect(sealing.readKnock(waiting(seatA, inviteA.inviteId))).rejects.toThrow('too-many');
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    expect(sealing.seenAt(seatA)).not.toBeNull();
  });

  it('is not shown by a knock that another one has replaced', async () => {
    const { media, sealing, knocks, opens } = await setUp();
    let answerFirst: (verdict: unknown) => void = () => undefined;
    media.answers['host.read-knock'] = () =>
      new Promise((resolve) => {
        answerFirst = resolve;
      });
    const first = sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await settle();
    opens(deviceB);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId, 'BAUG'));
    answerFirst({ verdict: 'opened', deviceKey: deviceA, guestKind: 'app', capture: 'hidden' });
    await first;
    expect(sealing.seenAt(seatA)).toMatchObject({ deviceKey: deviceB });
    expect(knocks.filter(([, { phase }]) => phase === 'opened')).toHaveLength(1);
  });

  it('is let in by name: whoever knocks there after the therapist has looked is not', async () => {
    const { worker, sealing, opens } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    const seen = sealing.seenAt(seatA);
    opens(deviceB);
    await sealing.readKnock(waiting(seatA, inviteB.inviteId, 'BAUG'));
    if (seen) await sealing.admit(seen);
    expect(worker.inputsOf('host.admit')).toEqual([{ seatId: seatA, deviceKey: deviceA }]);
  });

  it('is no longer there once forgotten', async () => {
    const { sealing, worker } = await setUp();
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    sealing.forget(seatA);
    expect(sealing.seenAt(seatA)).toBeNull();
    expect(worker.inputsOf('host.leave-door')).toEqual([{ seatId: seatA }]);
  });

  it('is one of as many as there are invites: a server that makes guests up fills nothing', async () => {
    const { worker, sealing } = await setUp();
    for (let seat = 0; seat < 2 * limits.invitesPerRoom; seat += 1) {
      await sealing.readKnock(waiting(testId(1000 + seat), inviteA.inviteId));
    }
    expect(worker.inputsOf('host.read-knock')).toHaveLength(limits.invitesPerRoom);
  });

  it('inside the session waits for the therapist as well, with the invite that the knock proved', async () => {
    const { worker, sealing, inside, knocks } = await setUp();
    const pskId = pskOf(inviteB.inviteId);
    const capture = 'unknown';
    const deviceKey = deviceB;
    worker.push('host.knocked', { seatId: seatB, pskId, deviceKey, guestKind: 'browser', capture });
    await settle();
    expect(inside).toEqual([[seatB, inviteB.inviteId]]);
    expect(knocks).toEqual([
      [seatB, { phase: 'opened', device: { kind: 'new' }, guestKind: 'browser', capture }],
    ]);
    expect(sealing.seenAt(seatB)).toEqual({
      seatId: seatB,
      deviceKey: deviceB,
      capture: 'unknown',
    });
  });
});

describe('a seat in the vault', () => {
  it('is bound to the device that proved itself, by the invite that it proved', async () => {
    const { worker, ipc, sealing, letIn } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    // The server says of somebody inside that they wait, and came by another invite.
    await sealing.readKnock(waiting(seatA, inviteB.inviteId));
    worker.push('session.bound', { seatId: seatA, deviceKey: deviceA });
    await settle();
    expect(ipc.calls.find(({ name }) => name === 'session.bind-seat')?.input).toMatchObject({
      inviteId: inviteA.inviteId,
      deviceKey: toBase64Url(deviceA),
      guestKind: 'app',
    });
  });

  it('is bound to nobody who was not let in there', async () => {
    const { worker, ipc, log, letIn } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    worker.push('session.bound', { seatId: seatA, deviceKey: deviceB });
    worker.push('session.bound', { seatId: seatB, deviceKey: deviceB });
    await settle();
    expect(ipc.names).not.toContain('session.bind-seat');
    expect(log.lines.filter(({ event }) => event === 'seat-not-bound')).toHaveLength(2);
  });

  it('is revoked by the invite that was proved, whatever the server says since', async () => {
    const { worker, ipc, sealing, letIn } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    await sealing.readKnock(waiting(seatA, inviteB.inviteId));
    await sealing.remove(seatA, { revoke: true });
    expect(worker.inputsOf('host.remove')).toEqual([{ seatId: seatA, revoke: true }]);
    expect(ipc.calls.find(({ name }) => name === 'session.revoke-seat')?.input).toMatchObject({
      inviteId: inviteA.inviteId,
    });
  });

  it('stays when somebody has only left', async () => {
    const { ipc, sealing, letIn } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    await sealing.remove(seatA, { revoke: false });
    expect(ipc.names).not.toContain('session.revoke-seat');
  });

  it('is revoked also when the worker could not remove anybody, and the other way round', async () => {
    const { media, ipc, sealing, worker, letIn } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    media.answers['host.remove'] = () => {
      throw new AppError('media-failed');
    };
    await expect(sealing.remove(seatA, { revoke: true })).rejects.toThrow('media-failed');
    expect(ipc.names).toContain('session.revoke-seat');
    delete media.answers['host.remove'];
    ipc.answers['session.revoke-seat'] = () => {
      throw new AppError('vault-locked');
    };
    letIn(seatB, inviteB.inviteId, deviceB);
    await expect(sealing.remove(seatB, { revoke: true })).rejects.toThrow('vault-locked');
    expect(worker.inputsOf('host.remove')).toHaveLength(2);
  });
});

describe('what the worker wants signed', () => {
  it('is a credential of this session, and nothing else', async () => {
    const { worker, ipc } = await setUp();
    ipc.answers['session.sign-credential'] = () => ({
      publicKey: testBytes32(1),
      signature: toBase64Url(new Uint8Array(64).fill(7)),
    });
    const mlsSignatureKey = new Uint8Array(32);
    worker.push('identity.wanted', {
      requestId: 1,
      statement: { kind: 'credential', notAfterS: 5, mlsSignatureKey },
    });
    worker.push('identity.wanted', {
      requestId: 2,
      statement: {
        kind: 'rejoin',
        challenge: new Uint8Array(32),
        keyPackageRef: new Uint8Array(64),
      },
    });
    await settle();
    const signed = worker.inputsOf('identity.signed');
    expect(signed).toContainEqual({ requestId: 1, signature: new Uint8Array(64).fill(7) });
    expect(signed).toContainEqual({ requestId: 2, signature: null });
  });
});
