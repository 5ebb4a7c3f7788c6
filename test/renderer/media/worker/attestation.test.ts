import { beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../../src/base/base64url.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { verifySlip, type Verdict } from '../../../../src/crypto/attestation/slip.ts';
import type { IdentitySigner } from '../../../../src/crypto/identity/identity-statement.ts';
import { newSigner } from '../../../support/identity.ts';
import { BenchSession, BenchWorker } from '../../../support/worker-bench.ts';

const self = {
  app: '0.1.0',
  runtime: 'test',
  capture: 'impossible',
  recording: 'none',
} as const;

let session: BenchSession;
let ofGuest: { slips: Bytes[]; refused: string[] };

beforeEach(async () => {
  session = new BenchSession('app');
  await session.start();
  ofGuest = watch(session.guest);
  await session.host.client.call('session.describe', self);
  await session.guest.client.call('session.describe', self);
});

function watch({ client }: BenchWorker) {
  const seen = { slips: [] as Bytes[], refused: [] as string[] };
  client.on('attestation.slip', ({ slip }) => void seen.slips.push(slip));
  client.on('attestation.refused', ({ reasons }) => void seen.refused.push(...reasons));
  return seen;
}

/** The therapist asks for a slip, and everything about it arrives. */
async function attest(): Promise<Bytes | null> {
  return (await settled(session.host.client.call('host.attest', {}))).slip;
}

/**
 * Real keys take real time, however long on a busy machine: the fake clock moves only when nothing comes of waiting.
 */
async function settled<T>(asked: Promise<T>): Promise<T> {
  const state = { isSettled: false };
  void asked.finally(() => {
    state.isSettled = true;
  });
  for (let attempt = 0; attempt < 60 && !state.isSettled; attempt += 1) await session.deliver();
  if (!state.isSettled) await session.pass(3_000);
  return asked;
}

const cannotLook = (): Promise<void> => Promise.reject(new Error('no counters'));

function ofOneself(verdict: 'same' | 'different') {
  return { participant: null, guestKind: null, verdict };
}

function ofTheGuest(verdict: 'same' | 'different') {
  const participant = toBase64Url(session.guestSigner.publicKey);
  return { participant, guestKind: 'app', verdict } as const;
}

function verdictOf(slip: Bytes | null): Extract<Verdict, { valid: true }> {
  const verdict = verifySlip(slip ?? new Uint8Array());
  if (!verdict.valid) throw new Error(verdict.problem);
  return verdict;
}

describe('the slip of a session', () => {
  it('is clean, signed by both, and the same on both sides', async () => {
    await session.admit();
    const slip = await attest();
    const verdict = verdictOf(slip);
    expect(verdict).toMatchObject({ clean: true, blemishes: [] });
    expect(verdict.signedBy).toHaveLength(2);
    expect(verdict.record.reports.map(({ app }) => app)).toEqual(['0.1.0', '0.1.0']);
    expect(ofGuest.slips).toEqual([slip]);
  });

  it('is none when nobody ever came', async () => {
    expect(await attest()).toBeNull();
  });

  it('says confirmed only when both have confirmed', async () => {
    await session.admit();
    await session.host.client.call('session.judge-words', ofTheGuest('same'));
    expect(verdictOf(await attest()).record.guests[0]?.words).toBe('not-compared');
    await session.guest.client.call('session.judge-words', ofOneself('same'));
    expect(verdictOf(await attest()).record.guests[0]?.words).toBe('confirmed');
  });

  it('is not clean when the words differed for one of them', async () => {
    await session.admit();
    await session.guest.client.call('session.judge-words', ofOneself('different'));
    expect(verdictOf(await attest()).blemishes).toEqual(['words-differ']);
  });

  it.each(['host', 'guest'] as const)(
    'is not clean after one second in clear at the %s',
    async (side) => {
      await session.admit();
      const fromMs = session.clock.nowMs();
      await session[side].client.call('session.note-clear', { fromMs, toMs: fromMs + 1000 });
      expect(verdictOf(await attest()).blemishes).toEqual(['sent-in-clear']);
    },
  );

  it.each(['host', 'guest'] as const)(
    'is not clean when the last look at the %s finds something in clear',
    async (side) => {
      await session.admit();
      const { client } = session[side];
      session[side].onLook = async () => {
        await client.call('session.note-clear', { fromMs: 1, toMs: 2 });
      };
      expect(verdictOf(await attest()).blemishes).toContain('sent-in-clear');
    },
  );

  it('is made although the therapist’s page does not look any more, and is not clean', async () => {
    await session.admit();
    session.host.onLook = () => new Promise(() => undefined);
    const { signedBy, blemishes } = verdictOf(await attest());
    expect(signedBy).toHaveLength(2);
    expect(blemishes).toContain('report-missing');
  });

  it('is not clean when the therapist’s page could not look', async () => {
    await session.admit();
    session.host.onLook = cannotLook;
    const { record, signedBy, blemishes } = verdictOf(await attest());
    expect(blemishes).toEqual(['report-missing']);
    expect(signedBy).toHaveLength(2);
    expect(record.reports.map(({ identity }) => identity)).toEqual([session.guestSigner.publicKey]);
  });

  it.each([
    ['therapist', 'host', []],
    ['client', 'guest', ['signature-missing']],
  ] as const)(
    'gives a look of the %s’s as long as a round has room for',
    async (_who, side, blemishes) => {
      await session.admit();
      const { clock } = session;
      session[side].onLook = () =>
        new Promise((resolve) => {
          clock.after(1_400, () => {
            resolve(null);
          });
        });
      expect(verdictOf(await attest()).blemishes).toEqual(blemishes);
    },
  );

  it('keeps what was in clear when the therapist’s page could not look', async () => {
    await session.admit();
    session.host.onLook = cannotLook;
    await session.host.client.call('session.note-clear', { fromMs: 1, toMs: 2 });
    expect(verdictOf(await attest()).blemishes).toEqual(['sent-in-clear']);
  });

  it('is not signed by a client whose page could not look, and who has it all the same', async () => {
    await session.admit();
    session.guest.onLook = cannotLook;
    const slip = await attest();
    expect(verdictOf(slip).blemishes).toEqual(['signature-missing']);
    expect(ofGuest.refused).toEqual(['look']);
    expect(ofGuest.slips).toEqual([slip]);
  });

  it('is not signed by a guest that has sent something in clear since it reported', async () => {
    await session.admit();
    const fromMs = session.clock.nowMs();
    session.beforeHostReceives = async () => {
      await session.guest.client.call('session.note-clear', { fromMs, toMs: fromMs + 1_000 });
    };
    const verdict = verdictOf(await attest());
    expect(ofGuest.refused).toContain('report');
    expect(verdict.blemishes).toContain('signature-missing');
  });

  it('is none the worse for a signature of the guest’s that does not hold: it lacks that one', async () => {
    const { publicKey } = session.guestSigner;
    const faulty: IdentitySigner = {
      publicKey,
      sign: async (statement) => {
        const signature = await session.guestSigner.sign(statement);
        if (statement.kind === 'attestation') signature[0] = (signature[0] ?? 0) ^ 1;
        return signature;
      },
    };
    session.guest = new BenchWorker(session.clock);
    await session.startGuest(session.guest, faulty);
    await session.admit();
    expect(verdictOf(await attest()).blemishes).toEqual(['signature-missing']);
  });

  it('lacks the signature of somebody who is away', async () => {
    await session.admit();
    session.isCut = true;
    const verdict = verdictOf(await attest());
    expect(verdict.blemishes).toEqual(['signature-missing', 'report-missing']);
  });

  it('knows when somebody was away', async () => {
    await session.admit();
    const { guestSeat: seatId } = session;
    await session.host.client.call('host.note-connected', { seatId, isConnected: false });
    await session.clock.advance(2_000);
    await session.host.client.call('host.note-connected', { seatId, isConnected: true });
    const [drop] = verdictOf(await attest()).record.drops;
    expect((drop?.to ?? 0) - (drop?.from ?? 0)).toBe(2_000);
  });

  it('is made for a guest that leaves, before it is gone', async () => {
    await session.admit();
    const { slip } = await settled(session.guest.client.call('guest.attest', {}));
    expect(verdictOf(slip).clean).toBe(true);
  });

  it('comes to nothing for a leaving guest whom nobody hears, and keeps it no longer than it has to', async () => {
    await session.admit();
    session.isCut = true;
    const asked = session.guest.client.call('guest.attest', {});
    await session.pass(5_000);
    expect(await asked).toEqual({ slip: null });
  });

  it('is made once for a guest that says over and over that it leaves', async () => {
    await session.admit();
    const slips: Bytes[] = [];
    session.host.client.on('attestation.slip', ({ slip }) => void slips.push(slip));
    await settled(session.guest.client.call('guest.attest', {}));
    for (let times = 0; times < 4; times += 1) {
      void session.guest.client.call('guest.attest', {});
      await session.deliver();
    }
    expect(slips).toHaveLength(1);
  });

  it('is made once for a guest that stays, however long it says that it leaves', async () => {
    await session.admit();
    const slips: Bytes[] = [];
    session.host.client.on('attestation.slip', ({ slip }) => void slips.push(slip));
    for (let times = 0; times < 4; times += 1) {
      void session.guest.client.call('guest.attest', {});
      await session.deliver();
      await session.pass(11_000);
    }
    expect(slips).toHaveLength(1);
    expect(await attest()).not.toBeNull();
  });

  it('covers the new group after the therapist’s restart, and the guest agrees', async () => {
    await session.admit();
    await session.restartHost();
    await session.host.client.call('session.describe', self);
    const verdict = verdictOf(await attest());
    expect(ofGuest.refused).toEqual([]);
    expect(verdict.signedBy).toHaveLength(2);
    expect(verdict.record.groups).toHaveLength(1);
  });

  it('is not clean after a restart when the words of somebody differed who did not come back', async () => {
    await session.admit();
    await session.restartHost();
    const away = { ...ofTheGuest('different'), participant: toBase64Url(newSigner().publicKey) };
    await session.host.client.call('session.judge-words', away);
    const { record, blemishes } = verdictOf(await attest());
    expect(blemishes).toContain('words-differ');
    expect(record.guests.at(-1)).toMatchObject({ kind: 'app', words: 'different', admitted: [] });
    // Of whom nobody knows how they took part.
    const unknown = { ...away, participant: toBase64Url(newSigner().publicKey), guestKind: null };
    await session.host.client.call('session.judge-words', unknown);
    expect(verdictOf(await attest()).record.guests.at(-1)).toMatchObject({ kind: 'browser' });
  });

  it('covers everything after the guest’s reload, and the guest agrees', async () => {
    await session.admit();
    const again = new BenchWorker(session.clock);
    await session.reloadGuest(again);
    const seen = watch(again);
    const verdict = verdictOf(await attest());
    expect(seen.refused).toEqual([]);
    expect(verdict.signedBy).toHaveLength(2);
    expect(verdict.record.guests[0]?.admitted).toHaveLength(1);
  });
});

describe('the slip of a session with a browser', () => {
  it('is never clean', async () => {
    session = new BenchSession('browser');
    await session.start();
    await session.admit();
    expect(verdictOf(await attest()).blemishes).toEqual(['browser-guest']);
  });
});
