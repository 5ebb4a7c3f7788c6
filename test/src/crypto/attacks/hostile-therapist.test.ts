import type { Proposal } from 'ts-mls/proposal.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { maySend, onBeat, startMemberBeats } from '../../../../src/crypto/beats/member-beats.ts';
import { makeKeyPackage } from '../../../../src/crypto/mls/key-package.ts';
import { suiteName } from '../../../../src/crypto/mls/suite-name.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';
import { RawHost } from '../../../support/raw-host.ts';
import {
  eventsOf,
  lastEpoch,
  refusalsOf,
  World,
  type Guest,
} from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

// Other software with the therapist's key: a guest takes only the four Commits of this protocol.

let world: World;
let host: RawHost;
let anna: Guest;

beforeEach(async () => {
  world = await World.create();
  host = await RawHost.create(world);
  anna = await world.newGuest('anna');
  await host.admit(anna);
});

const nowS = (): number => Math.floor(world.clock.now / 1000);

function psk() {
  const [pskId, pskNonce] = [realRandom.bytes(16), realRandom.bytes(64)];
  const secret = new SecretBytes(realRandom.bytes(32));
  const id = { psktype: 'external', pskId, pskNonce } as const;
  const proposal: Proposal = { proposalType: 'psk', psk: { preSharedKeyId: id } };
  return { psk: { pskId, pskNonce, secret }, proposal };
}

async function announce({ psk: { pskId, pskNonce, secret } }: ReturnType<typeof psk>) {
  const joinPsk = secret.expose((bytes) => bytes.slice());
  await host.deliver(anna, await host.send({ type: 'join-psk', pskId, pskNonce, joinPsk }));
}

async function addOf(role: 'guest' | 'therapist', signer = newSigner()): Promise<Proposal> {
  const holder = { role, room: world.room, nowS: nowS() };
  const { keyPackage } = await makeKeyPackage(world.suite, signer, holder);
  return { proposalType: 'add', add: { keyPackage } };
}

async function offer(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const { events } = await anna.session.receive(bytes);
  expect(eventsOf(events, 'epoch')).toEqual([]);
  return refusalsOf(events);
}

describe('a guest under a therapist who breaks the rules', () => {
  it('takes what the rules allow', async () => {
    expect(lastEpoch(anna.events).epoch).toBe(2n);
    const one = psk();
    await announce(one);
    const add = await addOf('guest');
    const { events } = await anna.session.receive(
      await host.commit([add, one.proposal], { psks: [one.psk] }),
    );
    expect(lastEpoch(events).roster).toHaveLength(3);
  });

  it('refuses an Add without a PSK', async () => {
    expect(await offer(await host.commit([await addOf('guest')]))).toEqual(['forbidden-commit']);
  });

  it('refuses a PSK without an Add', async () => {
    const one = psk();
    await announce(one);
    const bytes = await host.commit([one.proposal], { psks: [one.psk] });
    expect(await offer(bytes)).toEqual(['forbidden-commit']);
  });

  it('refuses a PSK that was not announced', async () => {
    const one = psk();
    const bytes = await host.commit([await addOf('guest'), one.proposal], { psks: [one.psk] });
    expect(await offer(bytes)).toEqual(['not-authentic']);
  });

  it('refuses two Adds in one Commit', async () => {
    const [one, two] = [psk(), psk()];
    await announce(one);
    await announce(two);
    const proposals = [await addOf('guest'), await addOf('guest'), one.proposal, two.proposal];
    const bytes = await host.commit(proposals, { psks: [one.psk, two.psk] });
    expect(await offer(bytes)).toEqual(['forbidden-commit']);
  });

  it('refuses a second therapist in the tree', async () => {
    const one = psk();
    await announce(one);
    const add = await addOf('therapist');
    const bytes = await host.commit([add, one.proposal], { psks: [one.psk] });
    expect(await offer(bytes)).toEqual(['second-therapist']);
  });

  it('refuses its own identity in the tree once more', async () => {
    const one = psk();
    await announce(one);
    const add = await addOf('guest', anna.signer);
    const bytes = await host.commit([add, one.proposal], { psks: [one.psk] });
    expect(await offer(bytes)).toEqual(['duplicate-identity']);
  });

  it.each([
    [
      'extensions for the group',
      { proposalType: 'group_context_extensions', groupContextExtensions: { extensions: [] } },
    ],
    ['something unknown', { proposalType: 0xf000, proposalData: new Uint8Array([1]) }],
    [
      'a new group in place of this one',
      {
        proposalType: 'reinit',
        reinit: {
          groupId: new Uint8Array(16),
          version: 'mls10',
          cipherSuite: suiteName,
          extensions: [],
        },
      },
    ],
  ] as [string, Proposal][])('refuses a Commit with %s', async (_what, proposal) => {
    expect(await offer(await host.commit([proposal]))).toEqual(['forbidden-commit']);
  });

  it('a credential that has run out is refused at the next epoch', async () => {
    world.clock.now += 25 * 60 * 60 * 1000;
    expect(await offer(await host.commit([]))).toEqual(['expired']);
  });

  it('a second hello in the epoch of the join ends the session', async () => {
    const ben = await world.newGuest('ben');
    await admitWithTwoHellos(await RawHost.create(world), ben);
    expect(refusalsOf(ben.events)[0]).toBe('bad-hello');
    expect(eventsOf(ben.events, 'removed')).toHaveLength(1);
    await expect(ben.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('a hello that is not the therapist’s first message breaks off the join', async () => {
    const ben = await world.newGuest('ben');
    await admitAfter(await RawHost.create(world), ben, async (raw) => {
      await raw.send({ type: 'app', payload: utf8('before') });
    });
    expect(refusalsOf(ben.events)[0]).toBe('bad-hello');
    await expect(ben.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('a first message that is no hello breaks off the join', async () => {
    const ben = await world.newGuest('ben');
    await admitAfter(await RawHost.create(world), ben, async (raw) => {
      await raw.deliver(ben, await raw.send({ type: 'app', payload: utf8('first') }));
    });
    expect(refusalsOf(ben.events)[0]).toBe('bad-hello');
    await expect(ben.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('a hello of a later epoch breaks off the join', async () => {
    const ben = await world.newGuest('ben');
    await admitAfter(await RawHost.create(world), ben, async (raw) => {
      await raw.deliver(ben, await raw.commit([]));
    });
    expect(refusalsOf(ben.events)[0]).toBe('bad-hello');
    await expect(ben.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  });

  it('a fork: who followed one Commit opens no beat of the other, and falls silent', async () => {
    const before = host.state;
    await host.deliver(anna, await host.commit([]));
    host.state = before;
    await host.commit([]);
    let beats = startMemberBeats(0);
    for (let at = 5_000; at <= 15_000; at += 5_000) {
      const beat = await host.send({
        type: 'beat',
        m: at,
        counters: [],
        echoes: [{ leaf: 1, n: 1 }],
      });
      const { events } = await anna.session.receive(beat);
      expect(refusalsOf(events)).toEqual(['not-authentic']);
      for (const { message } of eventsOf(events, 'beat')) {
        if (message.type === 'beat') beats = onBeat(beats, message, 1, [], at).state;
      }
    }
    expect(maySend(beats, 15_000)).toBe(false);
  });
});

/** Admits with something done between the Welcome and the hello. */
async function admitAfter(
  raw: RawHost,
  guest: Guest,
  first: (raw: RawHost) => Promise<void>,
): Promise<void> {
  const send = raw.send.bind(raw);
  raw.send = async (message) => {
    raw.send = send;
    await first(raw);
    return send(message);
  };
  await raw.admit(guest);
}

async function admitWithTwoHellos(raw: RawHost, guest: Guest): Promise<void> {
  const send = raw.send.bind(raw);
  raw.send = async (message) => {
    const bytes = await send(message);
    if (message.type !== 'hello') return bytes;
    await raw.deliver(guest, bytes);
    return send(message);
  };
  await raw.admit(guest);
}
