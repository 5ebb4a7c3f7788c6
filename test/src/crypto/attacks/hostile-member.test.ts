import { encodeMlsMessage } from 'ts-mls/message.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { createProposal } from 'ts-mls/createMessage.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { encodeMessage } from '../../../../src/crypto/messages/message-codec.ts';
import { encodePrivate } from '../../../../src/crypto/mls/codec.ts';
import { makeKeyPackage } from '../../../../src/crypto/mls/key-package.ts';
import { protectAs } from '../../../support/protect-as.ts';
import { newSigner } from '../../../support/identity.ts';
import { admitRaw, RawSession } from '../../../support/raw-session.ts';
import {
  eventsOf,
  lastEpoch,
  participantOf,
  refusalsOf,
  World,
  type Guest,
} from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

// e2ee.md, Proof wanted: a hostile member against the unmodified other side. Mallory is a guest who was let in.

let world: World;
let anna: Guest;
let mallory: Guest & { raw: RawSession };

beforeEach(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
  await world.admit(anna);
  mallory = await admitRaw(world, 'mallory');
});

/** What both honest sides make of bytes from Mallory. */
async function offer(bytes: Bytes): Promise<{ host: readonly string[]; anna: readonly string[] }> {
  const before = lastEpoch(anna.events).epoch;
  const host = await world.host.receive(bytes);
  const guest = await anna.session.receive(bytes);
  world.note(null, host);
  world.note(anna, guest);
  expect(lastEpoch(anna.events).epoch).toBe(before);
  return { host: refusalsOf(host.events), anna: refusalsOf(guest.events) };
}

/** What would be heard if its sender were right. */
function saying(text: string): Bytes {
  return encodeMessage({ type: 'app', payload: utf8(text) });
}

async function strangersAdd(): Promise<Proposal> {
  const holder = {
    role: 'guest',
    room: world.room,
    nowS: Math.floor(world.clock.now / 1000),
  } as const;
  const { keyPackage } = await makeKeyPackage(world.suite, newSigner(), holder);
  return { proposalType: 'add', add: { keyPackage } };
}

describe('a hostile member', () => {
  it('is refused when it proposes to add a stranger, and the next Commit adds nobody', async () => {
    const { message } = await createProposal(
      mallory.raw.state,
      false,
      await strangersAdd(),
      world.suite,
    );
    const bytes = new Uint8Array(encodeMlsMessage(message));
    expect(await offer(bytes)).toEqual({ host: ['not-in-protocol'], anna: ['not-in-protocol'] });
    await world.relay(null, await world.host.update());
    expect(lastEpoch(anna.events).roster).toHaveLength(3);
  });

  it('is refused when it proposes in a public message', async () => {
    const { message } = await createProposal(
      mallory.raw.state,
      true,
      await strangersAdd(),
      world.suite,
    );
    const bytes = new Uint8Array(encodeMlsMessage(message));
    expect(await offer(bytes)).toEqual({ host: ['not-in-protocol'], anna: ['not-in-protocol'] });
  });

  it.each([
    ['empty', []],
    ['removing the other guest', [{ proposalType: 'remove', remove: { removed: 1 } }]],
    ['removing the therapist', [{ proposalType: 'remove', remove: { removed: 0 } }]],
  ] as [string, Proposal[]][])('is refused when it commits: %s', async (_what, extraProposals) => {
    const { commit } = await createCommit(
      { state: mallory.raw.state, cipherSuite: world.suite },
      { extraProposals },
    );
    const bytes = new Uint8Array(encodeMlsMessage(commit));
    const result = await offer(bytes);
    expect(result).toEqual({ host: ['foreign-commit'], anna: ['foreign-commit'] });
  });

  it('is refused when it commits in a public message', async () => {
    const { commit } = await createCommit(
      { state: mallory.raw.state, cipherSuite: world.suite },
      { wireAsPublicMessage: true },
    );
    const bytes = new Uint8Array(encodeMlsMessage(commit));
    expect(await offer(bytes)).toEqual({ host: ['not-in-protocol'], anna: ['not-in-protocol'] });
  });

  it('does not speak as another member: the signature is the leaf’s', async () => {
    const message = await protectAs(world.suite, mallory.raw.state, 1, saying('x'));
    const bytes = encodePrivate(message);
    expect((await offer(bytes)).host).toEqual(['not-authentic']);
    expect(eventsOf(world.hostEvents, 'message')).toEqual([]);
  });

  it('does not speak as the therapist', async () => {
    const bytes = encodePrivate(await protectAs(world.suite, mallory.raw.state, 0, saying('x')));
    expect((await offer(bytes)).anna).toEqual(['not-authentic']);
  });

  it('is refused when it says something in clear beside the ciphertext', async () => {
    const { suite } = world;
    const beside = utf8('for the server to read');
    const message = await protectAs(suite, mallory.raw.state, 2, saying('x'), beside);
    const result = await offer(encodePrivate(message));
    expect(result).toEqual({ host: ['not-in-protocol'], anna: ['not-in-protocol'] });
  });

  it('gets no say by a name inside: a message is its leaf’s, whatever it says', async () => {
    const payload = utf8(JSON.stringify({ from: participantOf(anna.signer) }));
    const bytes = await mallory.raw.send({ type: 'app', payload });
    world.note(null, await world.host.receive(bytes));
    expect(eventsOf(world.hostEvents, 'message')).toMatchObject([
      { from: { participant: participantOf(mallory.signer) } },
    ]);
  });

  it.each([
    ['a beat', { type: 'beat', m: 1, counters: [], echoes: [{ leaf: 1, n: 1 }] }],
    ['a hello', { type: 'hello', nonce: new Uint8Array(32), startedMs: 1 }],
    ['a seating', { type: 'seating', seats: [] }],
    [
      'a PSK for a join',
      {
        type: 'join-psk',
        pskId: new Uint8Array(16),
        pskNonce: new Uint8Array(64),
        joinPsk: new Uint8Array(32),
      },
    ],
  ] as const)(
    'is refused when it sends %s, which only the therapist may',
    async (_what, message) => {
      const bytes = await mallory.raw.send(message);
      expect(await offer(bytes)).toEqual({ host: ['not-entitled'], anna: ['not-entitled'] });
    },
  );

  it('is refused when it sends what is no message', async () => {
    const bytes = await mallory.raw.send(new Uint8Array([99, 1, 2]));
    expect(await offer(bytes)).toEqual({ host: ['malformed'], anna: ['malformed'] });
  });

  it('gets no words for a nonce that it did not commit to', async () => {
    const eve = await world.newGuest('eve');
    const raw = new RawSession(world, eve.signer, eve.seat);
    eve.session = raw as unknown as Guest['session'];
    raw.revealNonce = new Uint8Array(32).fill(9);
    await world.admit(eve);
    expect(refusalsOf(world.hostEvents)).toEqual(['commitment-mismatch']);
    expect(eve.seat.state.state).toBe('open');
  });

  it('reveals once: a second nonce gives no other words', async () => {
    const words = eventsOf(world.hostEvents, 'words').length;
    const bytes = await mallory.raw.send({ type: 'reveal', nonce: mallory.raw.nonce });
    world.note(null, await world.host.receive(bytes));
    expect(refusalsOf(world.hostEvents)).toEqual(['not-entitled']);
    expect(eventsOf(world.hostEvents, 'words')).toHaveLength(words);
  });

  it('does not open an item that is for another', async () => {
    const output = await world.host.sendPrivate(participantOf(anna.signer), utf8('secret'));
    const bytes = output.outgoing[0]?.bytes ?? new Uint8Array();
    const { parsed } = await mallory.raw.open(bytes);
    expect(parsed?.type).toBe('private');
    expect(Buffer.from(JSON.stringify(parsed)).includes('secret')).toBe(false);
    if (parsed?.type !== 'private') throw new Error('no item');
    await expect(mallory.raw.openItem(parsed)).resolves.toBeNull();
  });

  it('cannot pass an item on as its own: it opens from its sender only', async () => {
    const output = await world.host.sendPrivate(participantOf(anna.signer), utf8('secret'));
    const { parsed } = await mallory.raw.open(output.outgoing[0]?.bytes ?? new Uint8Array());
    if (parsed?.type !== 'private') throw new Error('no item');
    const bytes = await mallory.raw.send(parsed);
    expect(refusalsOf((await anna.session.receive(bytes)).events)).toEqual(['not-authentic']);
  });

  it('does not break off a join by speaking before the therapist does', async () => {
    const ben = await world.newGuest('ben');
    world.guests.push(ben);
    const { outgoing, events } = await world.admitOnly(ben);
    world.note(null, { outgoing: [], events });
    for (const { to, bytes } of outgoing) {
      if (to !== 'joiner') await mallory.session.receive(bytes);
      if (to !== 'joiner') await anna.session.receive(bytes);
      if (to === 'present') continue;
      world.note(ben, await ben.session.receive(bytes));
      if (to !== 'joiner') continue;
      const early = await mallory.raw.send({ type: 'app', payload: utf8('me first') });
      world.note(ben, await ben.session.receive(early));
    }
    expect(refusalsOf(ben.events)).toEqual([]);
    expect(eventsOf(ben.events, 'message')).toEqual([]);
    expect(lastEpoch(ben.events).epoch).toBe(lastEpoch(world.hostEvents).epoch);
  });

  it('once removed opens nothing, and nothing of its opens', async () => {
    const late = await mallory.raw.send({ type: 'app', payload: utf8('late') });
    const old = mallory.raw.state;
    await world.relay(null, await world.host.remove(participantOf(mallory.signer)));
    expect(await offer(late)).toEqual({ host: ['wrong-epoch'], anna: ['wrong-epoch'] });
    const output = await world.host.send({ type: 'app', payload: utf8('after') });
    mallory.raw.rewind(old);
    await expect(mallory.raw.open(output.outgoing[0]?.bytes ?? late)).rejects.toThrow(
      'wrong-epoch',
    );
  });
});
