import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../../src/base/bytes.ts';
import type { PushData, PushName } from '../../../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../../../src/contract/media-worker.ts';
import { chunkSizeBytes } from '../../../../../src/crypto/files/file-manifest.ts';
import { rejectedCode } from '../../../../support/rejected-code.ts';
import { BenchSession, BenchWorker } from '../../../../support/worker-bench.ts';

// Both workers with real keys, and everything between them over the relay.

let session: BenchSession;
/** Everything that a page handed to the relay. */
let wire: Bytes[];

beforeEach(async () => {
  session = new BenchSession();
  wire = [];
  await session.start();
});

/** A page: hands chunks on, and writes down what it is told. */
function watch(worker: BenchWorker) {
  const pushed: { name: string; data: unknown }[] = [];
  const names = [
    'chat.said',
    'chat.settled',
    'file.offered',
    'file.progress',
    'file.ready',
    'file.gone',
    'session.refused',
  ] as const;
  for (const name of names) worker.client.on(name, (data) => void pushed.push({ name, data }));
  worker.client.on('relay.outgoing', ({ bytes }) => void wire.push(bytes));
  worker.client.on('file.outgoing', (chunk) => void hand(worker, chunk));
  return <K extends PushName<MediaWorker>>(name: K) =>
    pushed.filter((one) => one.name === name).map(({ data }) => data as PushData<MediaWorker, K>);
}

async function hand(
  { client }: BenchWorker,
  { to, bytes, fileId, round, index }: PushData<MediaWorker, 'file.outgoing'>,
): Promise<void> {
  wire.push(bytes);
  const isToHost = to === session.hostSeat;
  const receiver = isToHost ? session.host : session.guest;
  const from = isToHost ? session.guestSeat : session.hostSeat;
  await receiver.client.call('session.receive', { from, bytes });
  await client.call('file.sent', { fileId, round, index });
}

async function untilQuiet(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 100 && !isSo(); round += 1) await session.deliver();
  expect(isSo()).toBe(true);
}

const marker = 'planted marker 4711';
const hasMarker = (bytes: Bytes): boolean => Buffer.from(bytes).includes(marker);

describe('chat in a sealed session', () => {
  it('goes both ways, attributed by the group, and nobody on the way reads it', async () => {
    const [host, guest] = [watch(session.host), watch(session.guest)];
    await session.admit();
    await session.guest.client.call('chat.say', { text: `to you: ${marker}` });
    await session.host.client.call('chat.say', { text: `and back: ${marker}` });
    await untilQuiet(() => guest('chat.settled').length + host('chat.settled').length === 2);
    expect(host('chat.said')).toMatchObject([
      { text: `to you: ${marker}`, role: 'guest', seatId: session.guestSeat },
    ]);
    expect(guest('chat.said')).toMatchObject([
      { text: `and back: ${marker}`, role: 'therapist', seatId: session.hostSeat },
    ]);
    expect(host('chat.settled')).toMatchObject([{ heardBy: 'all' }]);
    expect(wire.length).toBeGreaterThan(6);
    expect(wire.filter(hasMarker)).toEqual([]);
  });

  it('reaches a guest who was just loading its page again', async () => {
    const host = watch(session.host);
    await session.admit();
    session.isCut = true;
    await session.host.client.call('chat.say', { text: 'are you there?' });
    await session.deliver();
    session.isCut = false;
    const again = new BenchWorker(session.clock);
    const guest = watch(again);
    await session.reloadGuest(again);
    await untilQuiet(() => host('chat.settled').length === 1);
    expect(guest('chat.said').map(({ text }) => text)).toEqual(['are you there?']);
  });

  it('is not begun before there is a group', async () => {
    const said = session.guest.client.call('chat.say', { text: 'hello' });
    expect(await rejectedCode(said)).toBe('not-found');
    expect(await rejectedCode(session.host.client.call('chat.say', { text: 'hello' }))).toBe(
      'not-found',
    );
  });

  it('takes no more than it says', async () => {
    await session.admit();
    for (const text of ['', 'a'.repeat(4_001), '\u0000']) {
      expect(await rejectedCode(session.host.client.call('chat.say', { text }))).toBe(
        'bad-request',
      );
    }
  });
});

describe('a file in a sealed session', () => {
  it('arrives whole, and nobody on the way reads its name or content', async () => {
    const [host, guest] = [watch(session.host), watch(session.guest)];
    await session.admit();
    const bytes = new Uint8Array(2 * chunkSizeBytes + 100);
    bytes.set(Buffer.from(marker), 70_000);
    const name = `${marker}.pdf`;
    await session.host.client.call('file.send', { name, bytes, to: session.guestSeat });
    await untilQuiet(() => host('file.ready').length === 1);
    const [{ fileId } = { fileId: -1 }] = guest('file.offered');
    expect(guest('file.offered')).toMatchObject([{ name, role: 'therapist' }]);
    expect((await session.guest.client.call('file.take', { fileId })).bytes).toEqual(bytes);
    expect(wire.filter(hasMarker)).toEqual([]);
    expect([...host('session.refused'), ...guest('session.refused')]).toEqual([]);
  });

  it('goes on after a guest who gets it has loaded its page again', async () => {
    const host = watch(session.host);
    await session.admit();
    const bytes = new Uint8Array(2 * chunkSizeBytes).fill(3);
    session.isCut = true;
    await session.host.client.call('file.send', { name: 'a', bytes, to: session.guestSeat });
    await session.deliver();
    session.isCut = false;
    const again = new BenchWorker(session.clock);
    const guest = watch(again);
    await session.reloadGuest(again);
    await untilQuiet(() => host('file.ready').length === 1);
    const [{ fileId } = { fileId: -1 }] = guest('file.offered');
    expect((await again.client.call('file.take', { fileId })).bytes).toEqual(bytes);
  });

  it('is gone on both sides when the guest is removed', async () => {
    const host = watch(session.host);
    const guest = watch(session.guest);
    await session.admit();
    session.isCut = true;
    const bytes = new Uint8Array(10);
    await session.host.client.call('file.send', { name: 'a', bytes, to: session.guestSeat });
    await session.deliver();
    session.isCut = false;
    await session.host.client.call('host.remove', { seatId: session.guestSeat, revoke: true });
    await session.deliver();
    expect(host('file.gone')).toMatchObject([{ reason: 'left' }]);
    expect(guest('file.offered')).toEqual([]);
  });

  it('is refused beyond 25 MB', async () => {
    await session.admit();
    const bytes = new Uint8Array(25 * 1024 * 1024 + 1);
    const sent = session.host.client.call('file.send', { name: 'a', bytes, to: session.guestSeat });
    expect(await rejectedCode(sent)).toBe('bad-request');
  });
});
