import { describe, expect, it } from 'vitest';
import type { KnockView } from '../../../renderer/view-models/encryption-model.ts';
import { HostSealing } from '../../../renderer/view-models/host-sealing.ts';
import { OwnAccount } from '../../../renderer/view-models/own-account.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { InviteId, SeatId } from '../../../src/contract/ids.ts';
import type { Session } from '../../../src/contract/ipc.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { FakeEngine } from '../../support/fake-media.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { fakeSelf, FakeSealedMedia } from '../../support/fake-sealed-media.ts';
import { fakeSeat } from '../../support/fake-seat.ts';
import { recordingLog } from '../../support/recording-log.ts';

const session: Session = {
  sessionId: testId(1),
  clientId: testId(2),
  roomId: testId(3),
  serverOrigin: 'https://rooms.example',
  startedAtMs: 0,
};
const [seatA, seatB] = [testId<SeatId>(21), testId<SeatId>(22)];
const [inviteA, inviteB] = [fakeSeat(41), fakeSeat(42)];
const [deviceA, deviceB] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const pskIds = new Map([inviteA, inviteB].map((seat) => [seat.inviteId, bytesOf(seat.pskId)]));

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function pskOf(inviteId: InviteId): Uint8Array<ArrayBuffer> {
  return pskIds.get(inviteId) ?? new Uint8Array(16);
}

function waiting(seatId: SeatId, inviteId: InviteId, sealedKnock: string | null = 'AQID') {
  return { seatId, inviteId, sinceMs: 1, connected: true, sealedKnock };
}

async function setUp() {
  const media = new FakeSealedMedia();
  const log = recordingLog();
  const scope = new Scope();
  const ipc = new FakeIpc({
    'session.identity': () => ({ publicKey: testBytes32(1) }),
    'session.seats': () => ({ seats: [inviteA, inviteB] }),
    'session.bind-seat': () => ({}),
    'session.revoke-seat': () => ({}),
    'session.judge-words': () => ({}),
    'device.recall': ({ deviceKey }) => ({
      // Anna's device is known, nobody else's.
      sessions: deviceKey === toBase64Url(deviceA) ? 3 : 0,
      words: deviceKey === toBase64Url(deviceA) ? 'same' : null,
    }),
  });
  const knocks: [SeatId, KnockView][] = [];
  const inside: [SeatId, InviteId][] = [];
  const posted: (SeatId | null)[] = [];
  let broken = 0;
  const sealing = new HostSealing({
    session,
    ipc,
    ports: {
      connect: () => Promise.reject(new AppError('connection-lost')),
      engine: new FakeEngine(),
      openSealedMedia: media.open,
      self: fakeSelf,
      saveFile: () => Promise.resolve(true),
      onNetworkBack: () => () => undefined,
      clock: new FakeClock(),
      random: countingRandom(),
      log,
    },
    post: (to) => {
      posted.push(to);
      return Promise.resolve(1);
    },
    trickle: () => Promise.resolve(),
    talk: { attach: () => undefined },
    account: new OwnAccount(),
    look: () => Promise.resolve(),
    scope,
    onKnock: (seatId, knock) => void knocks.push([seatId, knock]),
    onKnockInside: (seatId, inviteId) => void inside.push([seatId, inviteId]),
    onSlip: () => undefined,
    onBroken: () => {
      broken += 1;
    },
  });
  await sealing.ready;
  const worker = media.last;
  /** The knocks that open, by psk id: what the worker would find inside. */
  const opens = (device: Uint8Array<ArrayBuffer>, kind: 'app' | 'browser' = 'app'): void => {
    media.answers['host.read-knock'] = () => ({
      verdict: 'opened',
      deviceKey: device,
      guestKind: kind,
    });
  };
  const refuses = (reason: string): void => {
    media.answers['host.read-knock'] = () => ({ verdict: 'refused', reason });
  };
  /** The device that sits at each seat. */
  const devices = new Map<SeatId, string>();
  const letIn = (seatId: SeatId, inviteId: InviteId, deviceKey: Uint8Array<ArrayBuffer>): void => {
    const pskId = pskOf(inviteId);
    devices.set(seatId, toBase64Url(deviceKey));
    worker.push('host.guest-in', { seatId, pskId, deviceKey, guestKind: 'app' });
  };
  const sit = (seatId: SeatId): string => {
    const participant = devices.get(seatId) ?? '';
    const guest = { participant, seatId, role: 'guest', guestKind: 'app' } as const;
    worker.push('session.state', {
      epoch: 1,
      suite: 'a suite',
      maySend: true,
      members: [{ ...guest, isSelf: false, hasKey: true }],
    });
    return participant;
  };
  const showWords = (seatId: SeatId) => {
    const participant = sit(seatId);
    const words = ['a', 'b', 'c', 'd'];
    worker.push('session.words', { participant, seatId, words });
    return sealing.view.get().encryption?.words.find((one) => one.seatId === seatId);
  };
  return {
    media,
    worker,
    log,
    scope,
    ipc,
    sealing,
    knocks,
    inside,
    posted,
    opens,
    refuses,
    letIn,
    sit,
    showWords,
    broken: () => broken,
  };
}

describe('the seats of a session', () => {
  it('are in the worker before anything else is asked of it', async () => {
    const { worker, sealing } = await setUp();
    await sealing.seated(seatA);
    expect(worker.names.filter((name) => name.startsWith('host.'))).toEqual([
      'host.start',
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
      [seatA, { phase: 'opened', device: { kind: 'same', sessions: 3 }, guestKind: 'app' }],
    ]);
    expect(sealing.seenAt(seatA)).toEqual({ seatId: seatA, deviceKey: deviceA });
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
    answerFirst({ verdict: 'opened', deviceKey: deviceA, guestKind: 'app' });
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
    worker.push('host.knocked', { seatId: seatB, pskId, deviceKey: deviceB, guestKind: 'browser' });
    await settle();
    expect(inside).toEqual([[seatB, inviteB.inviteId]]);
    expect(knocks).toEqual([
      [seatB, { phase: 'opened', device: { kind: 'new' }, guestKind: 'browser' }],
    ]);
    expect(sealing.seenAt(seatB)).toEqual({ seatId: seatB, deviceKey: deviceB });
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

describe('the words of somebody', () => {
  it('need no comparing when the vault knows the device that was let in', async () => {
    const { sealing, opens, letIn, showWords } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: false });
  });

  it.each([
    ['is new', deviceB],
    ['is another than the one that knocked', new Uint8Array(32).fill(9)],
  ])('are to be compared first when the device %s', async (_what, device) => {
    const { sealing, opens, letIn, showWords } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, device);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('are to be compared first also when the server tells of a known device there afterwards', async () => {
    const { ipc, sealing, opens, letIn, showWords } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceB);
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteB.inviteId));
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
    sealing.judgeWords(seatA, 'same');
    await settle();
    // And the verdict is about the device that has the words.
    expect(ipc.calls.find(({ name }) => name === 'session.judge-words')?.input).toMatchObject({
      deviceKey: toBase64Url(deviceB),
      verdict: 'same',
    });
  });

  it('are to be compared first on a known device whose words never were', async () => {
    const { ipc, sealing, letIn, opens, showWords } = await setUp();
    ipc.answers['device.recall'] = () => ({ sessions: 5, words: null });
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('are to be compared first when the vault could not be asked', async () => {
    const { ipc, sealing, letIn, opens, showWords } = await setUp();
    ipc.answers['device.recall'] = () => {
      throw new AppError('vault-locked');
    };
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    letIn(seatA, inviteA.inviteId, deviceA);
    expect(showWords(seatA)).toMatchObject({ mustCompare: true });
  });

  it('can be judged again when the verdict could not be kept', async () => {
    const { ipc, sealing, letIn, showWords } = await setUp();
    ipc.answers['session.judge-words'] = () => {
      throw new AppError('vault-locked');
    };
    letIn(seatA, inviteA.inviteId, deviceA);
    showWords(seatA);
    sealing.judgeWords(seatA, 'different');
    expect(sealing.view.get().encryption?.words).toMatchObject([{ verdict: 'different' }]);
    await settle();
    expect(sealing.view.get().encryption?.words).toMatchObject([{ verdict: 'open' }]);
  });

  it('stay with whom they are about, at whatever seat', async () => {
    const { sealing, letIn, showWords, sit } = await setUp();
    letIn(seatA, inviteA.inviteId, deviceA);
    showWords(seatA);
    letIn(seatB, inviteA.inviteId, deviceA);
    sit(seatB);
    const shown = () => sealing.view.get().encryption?.words;
    expect(shown()).toMatchObject([{ seatId: seatB, verdict: 'open', mustCompare: true }]);
    sealing.judgeWords(seatB, 'same');
    expect(shown()).toMatchObject([{ seatId: seatB, verdict: 'same' }]);
  });

  it('are due from the admission of a new device until they are there', async () => {
    const { sealing, opens, letIn, showWords, sit } = await setUp();
    opens(deviceB);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await sealing.admit({ seatId: seatA, deviceKey: deviceB });
    letIn(seatA, inviteA.inviteId, deviceB);
    sit(seatA);
    const isDue = () => sealing.view.get().encryption?.wordsDue;
    expect(isDue()).toBe(true);
    showWords(seatA);
    expect(isDue()).toBe(false);
  });

  it('are not due of a device whose words were the same before, or that was not let in', async () => {
    const { media, sealing, opens, letIn, sit } = await setUp();
    opens(deviceA);
    await sealing.readKnock(waiting(seatA, inviteA.inviteId));
    await sealing.admit({ seatId: seatA, deviceKey: deviceA });
    letIn(seatA, inviteA.inviteId, deviceA);
    sit(seatA);
    expect(sealing.view.get().encryption?.wordsDue).toBe(false);
    opens(deviceB);
    await sealing.readKnock(waiting(seatB, inviteB.inviteId));
    media.answers['host.admit'] = () => {
      throw new AppError('conflict');
    };
    await expect(sealing.admit({ seatId: seatB, deviceKey: deviceB })).rejects.toThrow('conflict');
    letIn(seatB, inviteB.inviteId, deviceB);
    sit(seatB);
    expect(sealing.view.get().encryption?.wordsDue).toBe(false);
  });

  it.each([
    ['were never compared', null, true],
    ['differed', 'different', true],
    ['were the same', 'same', false],
  ] as const)(
    'are due of somebody who came back after a restart and whose words %s',
    async (_what, words, isDue) => {
      const { ipc, sealing, letIn, sit } = await setUp();
      ipc.answers['device.recall'] = () => ({ sessions: 0, words });
      letIn(seatA, inviteA.inviteId, deviceB);
      sit(seatA);
      await settle();
      expect(sealing.view.get().encryption?.wordsDue).toBe(isDue);
    },
  );

  it('are not judged for a seat of nobody', async () => {
    const { ipc, sealing } = await setUp();
    sealing.judgeWords(seatA, 'same');
    sealing.judgeWords(null, 'same');
    expect(ipc.names).not.toContain('session.judge-words');
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
