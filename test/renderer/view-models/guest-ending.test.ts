import { describe, expect, it } from 'vitest';
import { wouldLose } from '../../../renderer/view-models/guest-loss.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { inCall, welcoming } from '../../support/guest-tab.ts';

describe('the end', () => {
  it.each(['ended', 'host-gone', 'removed', 'refused'] as const)(
    'comes with %s: nothing stays open, nothing is remembered',
    async (reason) => {
      const { guest, last, devices, engine, storage, clock } = await inCall();
      last().push('room.closed', { reason });
      last().end(new AppError('room-closed'));
      await settle();
      expect(guest.state.get()).toEqual({ phase: 'closed', reason });
      expect(guest.call.state.get()).toEqual({ phase: 'idle' });
      expect(engine.last.isClosed).toBe(true);
      expect(devices.state.get()).toEqual({ phase: 'closed' });
      expect(storage.read('quietroom.guest')).toBeNull();
      expect(clock.pending).toBe(0);
    },
  );

  it('keeps the record that came just before it and is still being read', async () => {
    const { guest, last, media, devices } = await inCall();
    const reading = Promise.withResolvers<object>();
    media.answers['session.receive'] = () => reading.promise;
    last().push('relay.message', {
      sequence: 1,
      messageId: testId(9),
      from: testId(2),
      payload: toBase64Url(new Uint8Array([1])),
    });
    await settle();
    last().push('room.closed', { reason: 'ended' });
    last().end(new AppError('room-closed'));
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
    expect(devices.state.get()).toEqual({ phase: 'closed' });
    media.last.push('attestation.slip', {
      slip: new Uint8Array([1, 2]),
      summary: {
        isClean: true,
        blemishes: [],
        signatures: 2,
        parties: 2,
        startMs: 1,
        endMs: 2,
      },
    });
    reading.resolve({});
    await settle();
    expect(guest.slip.get()).toMatchObject({ isClean: true, signatures: 2 });
    expect(media.last.options.scope.isClosed).toBe(true);
  });

  it('waits no longer than some seconds for a record that is never read', async () => {
    const { guest, last, media, clock } = await inCall();
    media.answers['session.receive'] = () => new Promise(() => undefined);
    last().push('relay.message', {
      sequence: 1,
      messageId: testId(9),
      from: testId(2),
      payload: toBase64Url(new Uint8Array([1])),
    });
    await settle();
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(media.last.options.scope.isClosed).toBe(false);
    await clock.advance(5_000);
    expect(media.last.options.scope.isClosed).toBe(true);
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
  });

  it('comes at once when the guest leaves', async () => {
    const { guest, last } = await inCall();
    guest.leave();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'left' });
    await settle();
    expect(last().names.at(-1)).toBe('seat.leave');
    expect(last().isEnded).toBe(true);
  });

  it('says that it is settling until the record is there, and no longer', async () => {
    const { guest, media } = await inCall();
    const attesting = Promise.withResolvers<object>();
    media.answers['guest.is-in'] = () => ({ isIn: true });
    media.answers['guest.attest'] = () => attesting.promise;
    expect(guest.isSettling.get()).toBe(false);
    guest.leave();
    await settle();
    expect(guest.isSettling.get()).toBe(true);
    expect(wouldLose(guest)).toBe(true);
    attesting.resolve({ slip: null });
    await settle();
    expect(guest.isSettling.get()).toBe(false);
    expect(wouldLose(guest)).toBe(false);
  });

  it('is told over another connection when the one at hand is dead', async () => {
    let asked = 0;
    const { guest, last, connections, clock } = await inCall({
      ...welcoming,
      'seat.leave': () => {
        asked += 1;
        return asked === 1 ? new Promise(() => undefined) : {};
      },
    });
    guest.leave();
    await clock.advance(3_000);
    expect(connections).toHaveLength(2);
    expect(last().names).toEqual(['seat.resume', 'seat.leave']);
    expect(last().isEnded).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('is told over the connection that there is by then, when one dropped meanwhile', async () => {
    const { guest, last, media, clock } = await inCall();
    const attesting = Promise.withResolvers<object>();
    media.answers['guest.is-in'] = () => ({ isIn: true });
    media.answers['guest.attest'] = () => attesting.promise;
    guest.leave();
    await settle();
    last().end();
    await clock.advance(1_500);
    attesting.resolve({ slip: null });
    await settle();
    expect(last().names.at(-1)).toBe('seat.leave');
    expect(guest.isSettling.get()).toBe(false);
  });

  it('takes some seconds at most when nobody can be told', async () => {
    const { guest, server, clock } = await inCall({
      ...welcoming,
      'seat.leave': () => new Promise(() => undefined),
    });
    server.refused = new AppError('connection-lost');
    guest.leave();
    await clock.advance(4_000);
    expect(guest.isSettling.get()).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('is no end when the media broke: the guest can come back', async () => {
    const { guest, last } = await inCall();
    last().push('room.closed', { reason: 'media-failed' });
    expect(guest.state.get()).toEqual({ phase: 'failed', code: 'media-failed', retryable: true });
    guest.retry();
    await settle();
    expect(guest.state.get().phase).toBe('waiting');
  });

  it('leaves no timer and no connection when the page closes', async () => {
    const { scope, clock, last, access } = await inCall();
    scope.close();
    expect(clock.pending).toBe(0);
    expect(last().isEnded).toBe(true);
    expect(access.live).toBe(0);
  });
});

describe('files that nobody has saved when the session ends', () => {
  const content = new Uint8Array([1, 2, 3]);

  async function withFile() {
    const all = await inCall();
    const worker = all.media.last;
    const sender = { participant: 'p', role: 'therapist', seatId: null } as const;
    worker.push('file.offered', { fileId: 5, ...sender, name: 'a.pdf', sizeBytes: 3 });
    worker.push('file.ready', { fileId: 5 });
    return { ...all, worker };
  }

  it('are taken out of the worker before that is gone, and can be saved still', async () => {
    const { guest, worker, last } = await withFile();
    let answer: (taken: { bytes: Uint8Array }) => void = () => undefined;
    worker.answers['file.take'] = () => new Promise((resolve) => (answer = resolve));
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
    expect(worker.options.scope.isClosed).toBe(false);
    expect(guest.isSettling.get()).toBe(true);
    answer({ bytes: content });
    await settle();
    expect(guest.isSettling.get()).toBe(false);
    expect(worker.options.scope.isClosed).toBe(true);
    expect(guest.leftFiles.state.get()).toMatchObject([
      { name: 'a.pdf', bytes: content, saving: { phase: 'no' } },
    ]);
    expect(guest.call.talk.state.get().items).toEqual([]);
    const [file] = guest.leftFiles.state.get();
    guest.leftFiles.save(file?.key ?? '');
    await settle();
    expect(guest.leftFiles.state.get()).toMatchObject([{ saving: { phase: 'done' } }]);
  });

  it('keep a worker that does not answer for a moment only', async () => {
    const { guest, worker, last, clock } = await withFile();
    worker.answers['file.take'] = () => new Promise(() => undefined);
    last().push('room.closed', { reason: 'ended' });
    await clock.advance(5_000);
    expect(worker.options.scope.isClosed).toBe(true);
    expect(guest.leftFiles.state.get()).toEqual([]);
  });

  it('are none when everything was saved: the worker goes at once', async () => {
    const { guest, worker, last } = await withFile();
    worker.answers['file.take'] = () => ({ bytes: content });
    const [item] = guest.call.talk.state.get().items;
    guest.call.talk.saveFile(item?.key ?? '');
    await settle();
    expect(guest.call.talk.hasUnsaved).toBe(false);
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(worker.options.scope.isClosed).toBe(true);
    // Once for the saving, and never again.
    expect(worker.inputsOf('file.take')).toHaveLength(1);
    expect(guest.leftFiles.state.get()).toEqual([]);
  });
});
