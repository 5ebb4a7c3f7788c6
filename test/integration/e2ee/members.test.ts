import { createCommit } from 'ts-mls/createCommit.js';
import { createProposal } from 'ts-mls/createMessage.js';
import { encodeMlsMessage } from 'ts-mls/message.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../src/base/bytes.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { kidOf } from '../../../src/crypto/frames/kid.ts';
import { encodeMessage } from '../../../src/crypto/messages/message-codec.ts';
import type { SessionMessage } from '../../../src/crypto/messages/session-message.ts';
import { encodePrivate } from '../../../src/crypto/mls/codec.ts';
import type { Refusal } from '../../../src/crypto/mls/refused.ts';
import { makeKeyPackage } from '../../../src/crypto/mls/key-package.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import type { GuestBench } from '../../support/hostile/guest-bench.ts';
import type { HostBench } from '../../support/hostile/host-bench.ts';
import { newFrame, type HostileRoom } from '../../support/hostile/hostile-room.ts';
import { RawGuest } from '../../support/hostile/raw-guest.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { keptOutOf, statusOf, tileSays, tileWords } from '../../support/hostile/what-is-said.ts';
import { newSigner, realRandom } from '../../support/identity.ts';
import { protectAs } from '../../support/protect-as.ts';

// e2ee.md, Proof wanted: proposals from a guest, a member speaking as another, a member who commits. Mallory was let in by hand
// like Anna, has every key that a member has, and keeps to no rule. The server carries everything as it should.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a hostile member${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;
  let anna: GuestBench;
  let mallory: RawGuest;

  beforeEach(async () => {
    room = await openRoom();
    anna = await room.admit('anna');
    mallory = await RawGuest.join(room, 'mallory');
  });

  const epochOf = (page: HostBench | GuestBench) => room.callOf(page).encryption?.epoch;

  const leafOf = (who: 'anna' | 'mallory'): number => (who === 'anna' ? 1 : 2);

  /** What became of something that Mallory sent: at the therapist's, and at Anna's. */
  async function outcomeOf(bytes: Bytes) {
    const pages = [room.host, anna];
    const before = pages.map(epochOf);
    await mallory.post(bytes);
    return {
      reasons: pages.map(({ refusals }) => refusals),
      shown: pages.map(keptOutOf),
      says: pages.map((page) => statusOf(page)?.says),
      people: pages.map((page) => room.callOf(page).people.length),
      isAsBefore: pages.map(epochOf).join() === before.join(),
      sees: [await room.sees(room.host, anna), await room.sees(anna, room.host)],
    };
  }

  /** Kept out on both sides and said there, and nothing has changed. The therapist has not compared words yet. */
  function keptOutBy(reason: Refusal) {
    return {
      reasons: [[reason], [reason]],
      shown: [1, 1],
      says: ['compare', 'only'],
      people: [2, 2],
      isAsBefore: true,
      sees: [true, true],
    };
  }

  it('is seen like everybody, as long as it keeps to the rules', async () => {
    const send = await mallory.produce();
    const frame = newFrame();
    await send(await mallory.kept.seal({ leaf: leafOf('mallory'), ctr: 0, frame }));
    for (const page of [room.host, anna]) {
      const [end] = room.net.receivers(page.who, 'mallory', 'camera');
      expect(end?.passed).toEqual([frame]);
      expect(keptOutOf(page)).toBe(0);
    }
  });

  // In frames.

  describe.each([
    ['the other guest', 1],
    ['the therapist', 0],
  ])('shows no picture as %s’s', (_whose, leaf) => {
    it('by the key id of its frames: the tile is its own', async () => {
      const send = await mallory.produce();
      await send(await mallory.kept.seal({ leaf, ctr: 800, frame: newFrame() }));
      await room.pass(1_500);
      // Whose key id it is gets their own frame back.
      for (const page of [room.host, anna]) {
        const [end] = room.net.receivers(page.who, 'mallory', 'camera');
        expect(end?.passed).toEqual([]);
        const dropped = page === (leaf === 0 ? room.host : anna) ? 'own-frame' : 'wrong-sender';
        expect(room.callOf(page).encryption?.dropped).toEqual({ [dropped]: 1 });
        expect(tileSays(page, mallory.seatId)).toBe(tileWords.foreign);
      }
    });
  });

  it('makes nobody’s frames old by a number of its own in their name', async () => {
    const send = await mallory.produce();
    await send(await mallory.kept.seal({ leaf: leafOf('anna'), ctr: 2 ** 40, frame: newFrame() }));
    // Nor by reporting that they have got that far.
    const { epoch } = mallory.raw.state.groupContext;
    const counters = [{ kid: kidOf('camera', leafOf('anna'), epoch), ctr: 2 ** 40 }];
    for (const n of [100, 101, 102]) {
      await mallory.post(await mallory.raw.send({ type: 'answer', m: 1, n, counters }));
    }
    expect(await room.sees(room.host, anna)).toBe(true);
  });

  it('shows nothing of a leaf that nobody sits at', async () => {
    const send = await mallory.produce();
    await send(await mallory.kept.seal({ leaf: 9, ctr: 0, frame: newFrame() }));
    await room.pass(1_500);
    const [end] = room.net.receivers('anna', 'mallory', 'camera');
    expect(end?.passed).toEqual([]);
    expect(tileSays(anna, mallory.seatId)).toBe(tileWords.locked);
  });

  it('shows no screen in the place of its camera', async () => {
    const send = await mallory.produce();
    const frame = newFrame();
    const leaf = leafOf('mallory');
    await send(await mallory.kept.seal({ leaf, ctr: 0, context: 'screen', frame }));
    await room.pass(1_500);
    const [end] = room.net.receivers('anna', 'mallory', 'camera');
    expect(end?.passed).toEqual([]);
    expect(tileSays(anna, mallory.seatId)).toBe(tileWords.foreign);
  });

  // In messages.

  it.each([
    ['the other guest', 1],
    ['the therapist', 0],
  ])('says nothing as %s: the signature is the leaf’s', async (_as, leaf) => {
    const { suite, raw } = mallory;
    const payload = encodeMessage({ type: 'app', payload: utf8('x') });
    const bytes = encodePrivate(await protectAs(suite, raw.state, leaf, payload));
    expect(await outcomeOf(bytes)).toEqual(keptOutBy('not-authentic'));
  });

  it.each([
    ['a beat', { type: 'beat', m: 1, counters: [], echoes: [{ leaf: 1, n: 1 }] }],
    ['a hello', { type: 'hello', nonce: new Uint8Array(32), startedMs: 1 }],
    ['who sits where', { type: 'seating', seats: [] }],
    [
      'the PSK of a join',
      {
        type: 'join-psk',
        pskId: new Uint8Array(16),
        pskNonce: new Uint8Array(64),
        joinPsk: new Uint8Array(32),
      },
    ],
  ] satisfies [string, SessionMessage][])(
    'says nothing that is the therapist’s to say: %s',
    async (_what, message) => {
      expect(await outcomeOf(await mallory.raw.send(message))).toEqual(keptOutBy('not-entitled'));
    },
  );

  it('says nothing that is no message', async () => {
    expect(await outcomeOf(await mallory.raw.send(new Uint8Array([99, 1, 2])))).toEqual(
      keptOutBy('malformed'),
    );
  });

  // In proposals and Commits.

  async function strangersAdd(): Promise<Proposal> {
    const nowS = Math.floor(room.clock.nowMs() / 1000);
    const { roomId } = room.host.open.session;
    const holder = { role: 'guest', room: decodeChecked(roomId), nowS } as const;
    const { keyPackage } = await makeKeyPackage(mallory.suite, newSigner(), holder);
    return { proposalType: 'add', add: { keyPackage } };
  }

  async function proposed(proposal: Proposal, isPublic: boolean): Promise<Bytes> {
    const { suite, raw } = mallory;
    const { message } = await createProposal(raw.state, isPublic, proposal, suite);
    return new Uint8Array(encodeMlsMessage(message));
  }

  async function committed(extraProposals: Proposal[], isPublic = false): Promise<Bytes> {
    const { suite, raw } = mallory;
    const context = { state: raw.state, cipherSuite: suite };
    const options = { extraProposals, wireAsPublicMessage: isPublic };
    const { commit } = await createCommit(context, options);
    return new Uint8Array(encodeMlsMessage(commit));
  }

  it.each([
    ['in a private message', false],
    ['in a public message', true],
  ])(
    'proposes no stranger %s, and nobody comes in with the next Commit',
    async (_how, isPublic) => {
      expect(await outcomeOf(await proposed(await strangersAdd(), isPublic))).toEqual(
        keptOutBy('not-in-protocol'),
      );
      const ben = await room.knock(await room.newDevice('ben'));
      room.host.model.admit(ben.seatId);
      await room.untilSealed(ben);
      expect(room.callOf(room.host).people).toHaveLength(3);
      expect(room.callOf(anna).people).toHaveLength(3);
    },
  );

  it.each([
    ['nothing', []],
    ['removing the other guest', [{ proposalType: 'remove', remove: { removed: 1 } }]],
    ['removing the therapist', [{ proposalType: 'remove', remove: { removed: 0 } }]],
  ] as [string, Proposal[]][])('commits not, at leaf 2: %s', async (_what, proposals) => {
    expect(await outcomeOf(await committed(proposals))).toEqual(keptOutBy('foreign-commit'));
  });

  it('commits no stranger', async () => {
    expect(await outcomeOf(await committed([await strangersAdd()]))).toEqual(
      keptOutBy('foreign-commit'),
    );
  });

  it('commits not in a public message either', async () => {
    expect(await outcomeOf(await committed([], true))).toEqual(keptOutBy('not-in-protocol'));
  });

  // On the way in and back.

  it('leads nobody out of the group: the way back is the therapist’s to offer', async () => {
    await mallory.say({ kind: 'come-back' }, anna.seatId);
    await mallory.say({ kind: 'challenge', challenge: realRandom.bytes(32) }, anna.seatId);
    await mallory.say({ kind: 'knock-wanted' }, anna.seatId);
    expect(anna.refusals).toEqual(['not-entitled', 'not-entitled', 'not-entitled']);
    expect(keptOutOf(anna)).toBe(3);
    expect(room.isSealed(anna)).toBe(true);
  });

  it('takes nobody’s seat by asking for a way back in their name', async () => {
    const pskId = decodeChecked(anna.device.seat.pskId);
    await mallory.say({ kind: 'return-wanted', pskId }, room.host.seatId);
    expect(mallory.heard.at(-1)?.envelope?.kind).toBe('challenge');
    await mallory.say({ kind: 'rejoin', pskId, sealed: realRandom.bytes(2_000) }, room.host.seatId);
    await mallory.say({ kind: 'knock', pskId, sealed: realRandom.bytes(2_000) }, room.host.seatId);
    expect(room.host.refusals).toEqual(['not-authentic', 'seat-taken']);
    expect(keptOutOf(room.host)).toBe(2);
    expect(room.person(room.host, anna.seatId).keys).toBe('held');
    // And Anna's own way back is still open.
    const again = await room.reload(anna);
    expect(await room.sees(room.host, again)).toBe(true);
  });

  it('passes no message of the therapist’s on as its own, and none of Anna’s', async () => {
    await room.pass(5_000);
    const heard = mallory.heard.filter(({ envelope }) => envelope?.kind === 'mls');
    const before = [keptOutOf(room.host), keptOutOf(anna)];
    for (const { envelope } of heard.slice(-2)) {
      if (envelope?.kind === 'mls') await mallory.post(envelope.bytes);
    }
    expect([keptOutOf(room.host), keptOutOf(anna)]).not.toEqual(before);
    expect(new Set([...room.host.refusals, ...anna.refusals])).toEqual(new Set(['not-authentic']));
    expect(room.person(room.host, anna.seatId).keys).toBe('held');
  });
});
