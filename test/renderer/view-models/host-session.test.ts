import { describe, expect, it, vi } from 'vitest';
import type { ClientId, SessionId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import {
  capabilities,
  guestA,
  idle,
  open,
  session,
  setUp,
} from '../../support/host-session-bench.ts';

describe('starting', () => {
  it('is idle when no session was under way', async () => {
    const { model } = await idle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('signs the challenge, opens and enters the room, and shows a link the server knows', async () => {
    const { model, ipc, last, engine } = await open();
    expect(ipc.calls.find(({ name }) => name === 'session.sign')?.input).toEqual({
      sessionId: session.sessionId,
      challenge: last().challenge,
    });
    expect(last().names).toEqual(['room.open', 'room.enter', 'invite.create']);
    expect(JSON.stringify(last().calls)).not.toContain('https://rooms.example/j/');
    expect(model.state.get()).toEqual({
      phase: 'open',
      session,
      invite: {
        phase: 'ready',
        link: 'https://rooms.example/j/x#1',
        appLink: 'quietroom://join/rooms.example/x#1',
        expiresAtMs: 1000,
      },
      waiting: [],
      failed: null,
    });
    expect(engine.live).toHaveLength(1);
  });

  it('leads back into a session that a reload interrupted', async () => {
    const all = setUp();
    all.kept.session = session;
    all.model.check();
    await settle();
    expect(all.model.state.get()).toMatchObject({ phase: 'open', session });
    expect(all.ipc.names).not.toContain('session.start');
  });

  it.each(['not-enrolled', 'server-full', 'unauthorized'] as const)(
    'fails with %s and tries the same session again when told to',
    async (code) => {
      let works = false;
      const { model, ipc, devices } = await open({
        'room.open': () => {
          if (!works) throw new AppError(code);
          return { seatId: testId(9), routerRtpCapabilities: capabilities, waiting: [] };
        },
      });
      expect(model.state.get()).toEqual({ phase: 'failed', code, retryable: true, session });
      expect(devices.state.get()).toEqual({ phase: 'closed' });
      works = true;
      model.retry();
      await settle();
      expect(model.state.get().phase).toBe('open');
      expect(ipc.names.filter((name) => name === 'session.start')).toHaveLength(1);
    },
  );

  it('leads back silent and unseen if it was so before, and begins the next one aloud', async () => {
    const before = await open();
    before.model.call.setMicrophone(false);
    before.model.call.setCamera(false);
    const { kept, model, engine } = setUp({}, before.flags);
    kept.session = session;
    model.check();
    await settle();
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: true });
    expect(engine.last.sent.get('camera')).toMatchObject({ muted: true });
    model.end();
    await settle();
    model.dismiss();
    model.start(session.clientId);
    await settle();
    expect(engine.last.sent.get('audio')).toMatchObject({ muted: false });
    expect(engine.last.sent.get('camera')).toMatchObject({ muted: false });
  });

  it('fails without a network, and starts when it is there', async () => {
    const { model, server, kept } = await idle();
    server.refused = new AppError('connection-lost');
    model.start(session.clientId);
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'connection-lost' });
    expect(kept.session).toEqual(session);
    server.refused = null;
    model.retry();
    await settle();
    expect(model.state.get().phase).toBe('open');
  });

  it('fails when the main side cannot start it, and does not open the devices for long', async () => {
    const { model, ipc, access } = await idle();
    ipc.answers['session.start'] = () => {
      throw new AppError('server-unset');
    };
    model.start(session.clientId);
    await settle();
    expect(model.state.get()).toMatchObject({
      phase: 'failed',
      code: 'server-unset',
      session: null,
    });
    expect(access.live).toBe(0);
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('is not called a start when it could not be found out whether one was under way', async () => {
    const { model, ipc } = await idle();
    const damaged = (): never => {
      throw new AppError('vault-damaged');
    };
    ipc.answers['session.current'] = damaged;
    model.check();
    await settle();
    const failed = { phase: 'failed', code: 'vault-damaged', retryable: true, session: null };
    expect(model.state.get()).toEqual({ ...failed, isLookingBack: true });
    const asked = ipc.names.length;
    model.retry();
    await settle();
    expect(ipc.names.slice(asked)).toEqual(['session.current']);
    expect(model.state.get()).toEqual({ ...failed, isLookingBack: true });
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    ipc.answers['session.start'] = damaged;
    model.start(session.clientId);
    await settle();
    expect(model.state.get()).toEqual(failed);
  });

  it('offers no retry when only an update helps', async () => {
    const { model, server } = await idle();
    server.refused = new AppError('update-required');
    model.start(session.clientId);
    await settle();
    expect(model.state.get()).toMatchObject({ code: 'update-required', retryable: false });
  });
});

describe('a drop', () => {
  it('is mended by itself, with the call kept meanwhile', async () => {
    const { model, last, clock, engine, server } = await open();
    server.refused = new AppError('connection-lost');
    last().end();
    await clock.advance(30_000);
    expect(model.state.get().phase).toBe('open');
    expect(engine.live).toHaveLength(1);
    expect(engine.last.isClosed).toBe(false);
    model.admit(guestA);
    await settle();
    expect(model.state.get()).toMatchObject({ failed: 'connection-lost' });
    server.refused = null;
    await clock.advance(10_000);
    expect(engine.live.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('takes the seat anew when media is lost', async () => {
    const { engine, connections, clock } = await open();
    engine.last.options.onHealth('lost');
    await clock.advance(1000);
    expect(connections).toHaveLength(2);
    expect(engine.live).toHaveLength(2);
  });

  it('ends here when another window took the session', async () => {
    const { model, last } = await open();
    last().end(new AppError('replaced'));
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'replaced', retryable: true });
  });
});

describe('ending', () => {
  it('stops sending before the record is made, and looks at what was sent', async () => {
    const { model, engine, media, clock, access } = await open();
    media.answers['host.attest'] = async () => {
      expect(access.live).toBe(0);
      media.last.push('session.look-wanted', { look: 1 });
      await clock.advance(500);
      return { slip: null };
    };
    await clock.advance(1_000);
    engine.last.frames = new Map([['audio', 10]]);
    model.end();
    await clock.advance(2_000);
    const { names } = media.last;
    expect(names.indexOf('session.note-clear')).toBeGreaterThan(0);
    expect(names.indexOf('session.looked')).toBeGreaterThan(names.indexOf('session.note-clear'));
    expect(model.state.get().phase).toBe('ended');
  });

  it('says of a last look that could not be made that it was not', async () => {
    const { model, engine, media, clock } = await open();
    engine.last.frames = new AppError('connection-lost');
    media.answers['host.attest'] = async () => {
      media.last.push('session.look-wanted', { look: 7 });
      await clock.advance(500);
      return { slip: null };
    };
    model.end();
    await clock.advance(2_000);
    expect(media.last.inputsOf('session.looked')).toEqual([{ look: 7, isDone: false }]);
  });

  it('logs a look that nobody waited for any more, as it does one that failed', async () => {
    const { media, log } = await open();
    media.last.push('session.look-wanted', { look: 7 });
    await settle();
    const failed = (): unknown[] => log.lines.filter(({ event }) => event === 'look-failed');
    expect(failed()).toEqual([]);
    media.answers['session.looked'] = () => ({ isInTime: false });
    media.last.push('session.look-wanted', { look: 8 });
    await settle();
    expect(failed()).toMatchObject([{ level: 'warn', fields: { code: 'timeout' } }]);
  });

  it('ends the room, then the session, and leaves nothing open', async () => {
    const { model, last, kept, devices, engine, clock } = await open();
    model.end();
    model.end();
    expect(model.state.get()).toEqual({ phase: 'ending', session });
    await settle();
    expect(last().names.filter((name) => name === 'room.end')).toHaveLength(1);
    expect(kept.session).toBeNull();
    const ended = { phase: 'ended', session, reason: 'ended', isUnattended: true };
    expect(model.state.get()).toEqual(ended);
    expect(model.call.state.get()).toEqual({ phase: 'idle' });
    expect(devices.state.get()).toEqual({ phase: 'closed' });
    expect(engine.last.isClosed).toBe(true);
    expect(last().isEnded).toBe(true);
    expect(clock.pending).toBe(0);
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('lets a call for help be read that nobody has put away, also after a failure', async () => {
    const { model, last, media, kept } = await open();
    const sender = { participant: 'p', role: 'guest', seatId: guestA } as const;
    media.last.push('aside.told', { ...sender, said: 'not-safe' });
    last().push('room.closed', { reason: 'server-stopping' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed' });
    model.dismiss();
    await settle();
    expect(kept.session).toBeNull();
    expect(model.state.get()).toEqual({ phase: 'ended', session, reason: 'ended' });
    expect(model.call.talk.aside.state.get().others).toMatchObject([{ said: 'not-safe' }]);
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    expect(model.call.talk.aside.state.get().others).toEqual([]);
  });

  it('can be tried again when the main side could not end it', async () => {
    const { model, ipc } = await open();
    const end = ipc.answers['session.end'];
    ipc.answers['session.end'] = () => {
      throw new AppError('vault-locked');
    };
    model.end();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'vault-locked', session });
    if (end) ipc.answers['session.end'] = end;
    model.retry();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ended' });
  });

  it('ends on the main side what is dismissed after a failure', async () => {
    const { model, last, kept } = await open();
    last().push('room.closed', { reason: 'server-stopping' });
    model.dismiss();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    expect(kept.session).toBeNull();
    expect(last().names).toEqual(['room.open', 'room.end']);
  });

  it('leaves no timer and no connection when the page closes', async () => {
    const { scope, clock, last, access } = await open();
    scope.close();
    expect(clock.pending).toBe(0);
    expect(last().isEnded).toBe(true);
    expect(access.live).toBe(0);
  });
});

describe('files that lie nowhere else when the session ends', () => {
  const content = new Uint8Array([1, 2, 3]);

  async function withFile() {
    const all = await open();
    const worker = all.media.last;
    worker.answers['file.take'] = () => ({ bytes: content });
    const sender = { participant: 'p', role: 'guest', seatId: guestA } as const;
    worker.push('file.offered', { fileId: 5, ...sender, name: 'a.pdf', sizeBytes: 3 });
    worker.push('file.ready', { fileId: 5 });
    all.ipc.answers['file.begin'] = () => ({ fileId: testId(60) });
    all.ipc.answers['file.append'] = () => ({});
    all.ipc.answers['file.finish'] = () => ({});
    return { ...all, worker };
  }

  it('are out before the server is told of the end, over no connection of before', async () => {
    const { model, worker, connections, server } = await withFile();
    const taken = Promise.withResolvers<{ bytes: Uint8Array }>();
    worker.answers['file.take'] = () => taken.promise;
    server.answers['room.end'] = () => {
      delete server.answers['room.end'];
      throw new AppError('timeout');
    };
    model.end();
    await settle();
    expect(connections).toHaveLength(1);
    taken.resolve({ bytes: content });
    await settle();
    expect(connections.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    expect(model.farewell.get()).toBe('told');
  });

  it.each(['the therapist', 'the server'])('are there still after %s has ended it', async (who) => {
    const { model, worker, last, ipc } = await withFile();
    if (who === 'the therapist') model.end();
    else last().push('room.closed', { reason: 'host-gone' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ended' });
    expect(worker.options.scope.isClosed).toBe(true);
    const [file] = model.leftFiles.state.get();
    expect(file).toMatchObject({ name: 'a.pdf', bytes: content });
    model.leftFiles.keep(file?.key ?? '');
    // The hash takes real time.
    await vi.waitFor(() => {
      expect(model.leftFiles.state.get()).toMatchObject([{ keeping: { phase: 'done' } }]);
    });
    // With the client of the session that they came in.
    expect(ipc.calls.find(({ name }) => name === 'file.begin')?.input).toMatchObject({
      clientId: session.clientId,
      sessionId: session.sessionId,
      name: 'a.pdf',
    });
  });

  it('are still there when the server stops and the session goes on', async () => {
    const { model, worker, last } = await withFile();
    last().push('room.closed', { reason: 'server-stopping' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'connection-lost' });
    expect(worker.options.scope.isClosed).toBe(true);
    expect(model.leftFiles.state.get()).toMatchObject([{ name: 'a.pdf', bytes: content }]);
    model.retry();
    await settle();
    expect(model.leftFiles.state.get()).toHaveLength(1);
  });

  it('are gone when the session is put away, and never come up in another client’s', async () => {
    const put = await withFile();
    put.model.end();
    await settle();
    put.model.dismiss();
    expect(put.model.leftFiles.state.get()).toEqual([]);

    const failed = await withFile();
    failed.ipc.answers['session.end'] = () => {
      throw new AppError('internal');
    };
    failed.model.end();
    await settle();
    expect(failed.model.leftFiles.state.get()).toHaveLength(1);
    failed.ipc.answers['session.end'] = () => ({});
    failed.model.dismiss();
    await settle();
    const other = { ...session, sessionId: testId<SessionId>(77), clientId: testId<ClientId>(78) };
    failed.ipc.answers['session.start'] = () => other;
    failed.model.start(other.clientId);
    await settle();
    expect(failed.model.state.get()).toMatchObject({ session: { sessionId: other.sessionId } });
    expect(failed.model.leftFiles.state.get()).toEqual([]);
  });
});

describe('a vault that locked meanwhile', () => {
  it('leaves a session alone that has ended and is still being written up', async () => {
    const { model, last } = await open();
    last().push('room.closed', { reason: 'host-gone' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ended' });
    model.check();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ended', reason: 'host-gone' });
  });

  it('ends a session on the main side, once it is open, that the server closed before', async () => {
    const { model, last, ipc, kept } = await open();
    const end = ipc.answers['session.end'];
    ipc.answers['session.end'] = () => {
      throw new AppError('vault-locked');
    };
    last().push('room.closed', { reason: 'host-gone' });
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'vault-locked' });
    if (end) ipc.answers['session.end'] = end;
    model.check();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ended', reason: 'host-gone' });
    expect(kept.session).toBeNull();
  });
});
