import { describe, expect, it } from 'vitest';
import type { HostSession } from '../../../renderer/view-models/host-session.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { consumerOffer } from '../../support/fake-rtc.ts';
import type { FakeConnection } from '../../support/fake-signaling.ts';
import {
  capabilities,
  guestA,
  guestB,
  open,
  waitingGuest,
} from '../../support/host-session-bench.ts';

/** Lets guestA in. @returns how often the session and its call were drawn since */
async function drawnWhile(model: HostSession, connection: FakeConnection) {
  connection.push('lobby.waiting', waitingGuest(guestA));
  await settle();
  const drawn = { session: 0, call: 0 };
  model.state.subscribe(() => (drawn.session += 1));
  model.call.state.subscribe(() => (drawn.call += 1));
  model.admit(guestA);
  connection.push('seat.changed', { seatId: guestA, role: 'guest', connected: true });
  await settle();
  return () => ({ ...drawn });
}

describe('the waiting room', () => {
  it('shows who waits, in order of arrival', async () => {
    const { model, last } = await open();
    last().push('lobby.waiting', waitingGuest(guestB, 20));
    last().push('lobby.waiting', waitingGuest(guestA, 10));
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestA }, { seatId: guestB }] });
    last().push('lobby.gone', { seatId: guestA });
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestB }] });
  });

  it('lets in, sends away and removes whom the therapist names', async () => {
    const { model, last, clock } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    await clock.advance(400);
    expect(model.state.get()).toMatchObject({ waiting: [], failed: null });
    model.refuse(guestB);
    model.remove(guestA);
    await settle();
    expect(last().calls.slice(-3)).toEqual([
      { name: 'lobby.admit', input: { seatId: guestA } },
      { name: 'lobby.refuse', input: { seatId: guestB } },
      { name: 'seat.remove', input: { seatId: guestA } },
    ]);
  });

  it('says why somebody could not be let in, until the next attempt', async () => {
    let code: 'room-full' | null = 'room-full';
    const { model, last, clock } = await open({
      'lobby.admit': () => {
        if (code) throw new AppError(code);
        return {};
      },
    });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    await settle();
    expect(model.state.get()).toMatchObject({ failed: 'room-full', waiting: [{}] });
    code = null;
    model.admit(guestA);
    await clock.advance(400);
    expect(model.state.get()).toMatchObject({ failed: null, waiting: [] });
  });

  it('shows what a knock says, and lets nobody in before it was read', async () => {
    const { model, last, media } = await open();
    last().push('lobby.waiting', { ...waitingGuest(guestA), sealedKnock: null });
    model.admit(guestA);
    await settle();
    expect(model.state.get()).toMatchObject({
      failed: 'not-found',
      waiting: [{ knock: { phase: 'reading' } }],
    });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    const device = { kind: 'same', sessions: 2 };
    expect(model.state.get()).toMatchObject({
      waiting: [{ knock: { phase: 'opened', device, guestKind: 'app' } }],
    });
    expect(last().names).not.toContain('lobby.admit');
    expect(media.last.names).not.toContain('host.admit');
  });

  it('lets nobody in by a knock that does not open', async () => {
    const { model, last, media } = await open();
    media.answers['host.read-knock'] = () => ({ verdict: 'refused', reason: 'seat-taken' });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    await settle();
    expect(model.state.get()).toMatchObject({
      waiting: [{ knock: { phase: 'refused', reason: 'seat-taken' } }],
    });
    expect(last().names).not.toContain('lobby.admit');
  });

  it('takes a device whose words differed last time for a new one', async () => {
    const { model, last, ipc } = await open();
    ipc.answers['device.recall'] = () => ({ sessions: 4, words: 'different' });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    expect(model.state.get()).toMatchObject({ waiting: [{ knock: { device: { kind: 'new' } } }] });
  });

  it('is let into the group only after the server took it', async () => {
    const { model, last, media } = await open({
      'lobby.admit': () => {
        throw new AppError('room-full');
      },
    });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    await settle();
    expect(media.last.names).not.toContain('host.admit');
  });

  it('is drawn anew with the first that who is let in sends', async () => {
    const { model, last, clock } = await open();
    const seen = await drawnWhile(model, last());
    expect(seen()).toEqual({ session: 0, call: 0 });
    last().push('media.consumer', consumerOffer('c', 'audio', { seatId: guestB }));
    expect(seen()).toEqual({ session: 0, call: 0 });
    last().push('media.consumer', consumerOffer('c', 'audio', { seatId: guestA }));
    expect(seen()).toEqual({ session: 1, call: 1 });
    expect(model.state.get()).toMatchObject({ waiting: [], failed: null });
    await clock.advance(400);
    last().push('lobby.waiting', waitingGuest(guestB));
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestB }] });
  });

  it('waits no longer than a blink for that', async () => {
    const { model, last, clock } = await open();
    const seen = await drawnWhile(model, last());
    await clock.advance(399);
    expect(seen()).toEqual({ session: 0, call: 0 });
    await clock.advance(1);
    expect(seen()).toEqual({ session: 1, call: 1 });
    last().push('media.consumer', consumerOffer('c', 'audio', { seatId: guestA }));
    last().push('lobby.waiting', waitingGuest(guestB));
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestB }] });
  });

  it('waits for nobody who could not be let in', async () => {
    const { model, last, media } = await open();
    media.answers['host.admit'] = () => {
      throw new AppError('conflict');
    };
    await drawnWhile(model, last());
    expect(model.state.get()).toMatchObject({ failed: 'conflict' });
  });

  it('is what the server says after a drop, not what it was before', async () => {
    const { model, server, last, clock } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    server.answers['room.open'] = () => ({
      seatId: testId(9),
      routerRtpCapabilities: capabilities,
      waiting: [waitingGuest(guestB)],
    });
    last().end();
    await clock.advance(1000);
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestB }] });
  });
});

describe('invites', () => {
  it('are made anew on demand', async () => {
    const { model } = await open();
    model.newInvite();
    await settle();
    expect(model.state.get()).toMatchObject({
      invite: { phase: 'ready', link: 'https://rooms.example/j/x#2' },
    });
  });

  it('fail with the code, and can be tried again', async () => {
    const { model, ipc } = await open();
    const invite = ipc.answers['session.invite'];
    ipc.answers['session.invite'] = () => {
      throw new AppError('too-many');
    };
    model.newInvite();
    await settle();
    expect(model.state.get()).toMatchObject({ invite: { phase: 'failed', code: 'too-many' } });
    if (invite) ipc.answers['session.invite'] = invite;
    model.newInvite();
    await settle();
    expect(model.state.get()).toMatchObject({ invite: { phase: 'ready' } });
  });

  it('are told again to a server that may have forgotten them', async () => {
    const { model, last, clock } = await open();
    model.newInvite();
    await settle();
    last().end();
    await clock.advance(1000);
    expect(last().names).toEqual(['room.open', 'room.enter', 'invite.create', 'invite.create']);
    expect(model.state.get()).toMatchObject({ invite: { phase: 'ready' } });
  });

  it('outlive a room that broke', async () => {
    const { model, last, kept } = await open();
    last().push('room.closed', { reason: 'media-failed' });
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'media-failed' });
    model.retry();
    await settle();
    expect(last().names).toContain('invite.create');
    expect(kept.invites).toBe(1);
    expect(model.state.get()).toMatchObject({
      invite: { phase: 'ready', link: 'https://rooms.example/j/x#1' },
    });
  });
});
