import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { presenceOf } from '../../support/fake-media.ts';
import { fakeSeat } from '../../support/fake-seat.ts';
import { guestA, guestB, open, waitingGuest } from '../../support/host-session-bench.ts';

// The room where keys are concerned: who is let in by hand, and whose keys change. The rest is in host-session.test.ts.

describe('somebody at the door', () => {
  it('lets nobody in who knocked there after the therapist had decided', async () => {
    let admitted: (answer: unknown) => void = () => undefined;
    const { model, last, media } = await open({
      'lobby.admit': () =>
        new Promise((resolve) => {
          admitted = resolve;
        }),
    });
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    media.answers['host.read-knock'] = () => ({
      verdict: 'opened',
      deviceKey: new Uint8Array(32).fill(9),
      guestKind: 'app',
      capture: 'hidden',
    });
    last().push('lobby.waiting', { ...waitingGuest(guestA), sealedKnock: 'BAUG' });
    await settle();
    admitted({});
    await settle();
    expect(media.last.inputsOf('host.admit')).toEqual([
      { seatId: guestA, deviceKey: new Uint8Array(32).fill(3) },
    ]);
  });

  it('lets nobody in whom the rule for captures keeps out, whatever was pressed', async () => {
    const { model, last, media, rule } = await open();
    media.answers['host.read-knock'] = () => ({
      verdict: 'opened',
      deviceKey: new Uint8Array(32).fill(3),
      guestKind: 'app',
      capture: 'visible',
    });
    rule.set('refuse');
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    await settle();
    expect(last().names).not.toContain('lobby.admit');
    expect(media.last.inputsOf('host.admit')).toEqual([]);
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestA }] });
    rule.set('warn');
    model.admit(guestA);
    await settle();
    expect(media.last.inputsOf('host.admit')).toHaveLength(1);
  });

  it('tells the worker of every change of that rule', async () => {
    const { media, rule } = await open();
    rule.set('audio-only');
    await settle();
    expect(media.last.inputsOf('host.set-rule')).toEqual([
      { rule: 'warn' },
      { rule: 'audio-only' },
    ]);
  });

  it('lets somebody in once, however often the button is pressed', async () => {
    const { model, last, media } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    model.admit(guestA);
    model.admit(guestA);
    await settle();
    expect(last().names.filter((name) => name === 'lobby.admit')).toHaveLength(1);
    expect(media.last.inputsOf('host.admit')).toHaveLength(1);
    expect(model.state.get()).toMatchObject({ failed: null });
  });

  it('sends somebody away at the server also when the keys could not be changed, and says so', async () => {
    const { model, last, media } = await open();
    media.answers['host.remove'] = () => {
      throw new AppError('media-failed');
    };
    model.remove(guestA);
    await settle();
    expect(last().names).toContain('seat.remove');
    expect(model.state.get()).toMatchObject({ failed: 'media-failed' });
  });

  it('is nobody whom an invite cannot have led there: a server fills no list', async () => {
    const { model, last } = await open();
    for (let seat = 0; seat < 200; seat += 1) {
      last().push('lobby.waiting', waitingGuest(testId(seat), seat));
    }
    const state = model.state.get();
    expect(state.phase === 'open' && state.waiting).toHaveLength(limits.invitesPerRoom);
  });
});

describe('somebody inside who has no keys', () => {
  const pskId = new Uint8Array(16).fill(41);

  async function knocked() {
    const all = await open();
    all.media.last.push('host.knocked', {
      seatId: guestA,
      pskId,
      deviceKey: new Uint8Array(32).fill(3),
      guestKind: 'browser',
      capture: 'unknown',
    });
    await settle();
    return all;
  }

  it('waits to be let in by hand, into the group only', async () => {
    const { model, last, media } = await knocked();
    expect(model.state.get()).toMatchObject({
      waiting: [{ seatId: guestA, inviteId: testId(41), knock: { guestKind: 'browser' } }],
    });
    // What the server says of the seat meanwhile changes nothing.
    last().push('seat.changed', { seatId: guestA, role: 'guest', connected: true });
    model.admit(guestA);
    await settle();
    expect(last().names).not.toContain('lobby.admit');
    expect(media.last.inputsOf('host.admit')).toMatchObject([{ seatId: guestA }]);
    expect(model.state.get()).toMatchObject({ waiting: [], failed: null });
  });

  it('still waits when the therapist’s connection was down meanwhile', async () => {
    const { model, server, last, clock } = await knocked();
    const seats = [{ seatId: guestA, role: 'guest', connected: true } as const];
    server.answers['room.enter'] = () => presenceOf(9, seats);
    last().end();
    await clock.advance(1000);
    expect(model.state.get()).toMatchObject({ waiting: [{ seatId: guestA }] });
  });

  it('waits no longer when it has left meanwhile', async () => {
    const { model, last, clock } = await knocked();
    last().end();
    await clock.advance(1000);
    expect(model.state.get()).toMatchObject({ waiting: [] });
  });
});

describe('keys', () => {
  function group(...seats: SeatId[]) {
    const guest = {
      role: 'guest',
      guestKind: 'app',
      isSelf: false,
      hasKey: true,
      capture: null,
    } as const;
    return {
      epoch: 1,
      suite: 'a suite',
      maySend: true,
      members: seats.map((seatId) => ({ ...guest, participant: testBytes32(1), seatId })),
    };
  }

  it('are changed when somebody leaves', async () => {
    const { last, media } = await open();
    last().push('seat.left', { seatId: guestA });
    await settle();
    expect(media.last.inputsOf('host.remove')).toEqual([{ seatId: guestA, revoke: false }]);
  });

  it('are changed for whoever left while the therapist was away', async () => {
    const { last, media, server, clock } = await open();
    media.last.push('session.state', group(guestA, guestB));
    const seats = [{ seatId: guestB, role: 'guest', connected: false } as const];
    server.answers['room.enter'] = () => presenceOf(9, seats);
    last().end();
    await clock.advance(1000);
    expect(media.last.inputsOf('host.remove')).toEqual([{ seatId: guestA, revoke: false }]);
  });

  it('are begun anew when the media worker broke: another one calls everybody back', async () => {
    const { media, last, clock, engine } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    media.last.options.onBroken();
    await clock.advance(1000);
    expect(media.workers).toHaveLength(2);
    expect(media.last.names).toEqual(expect.arrayContaining(['host.start', 'host.call-back']));
    expect(engine.live.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('warm a worker up for nobody who is to come back', async () => {
    const { media, server, clock } = await open();
    expect(media.last.names).toContain('session.warm-up');
    const seats = [{ seatId: guestB, role: 'guest', connected: true } as const];
    server.answers['room.enter'] = () => presenceOf(9, seats);
    media.last.options.onBroken();
    await clock.advance(1000);
    expect(media.last.names).toContain('host.call-back');
    expect(media.last.names).not.toContain('session.warm-up');
  });

  it('know in another worker that the words differed', async () => {
    const { model, media, clock, last } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    const deviceKey = new Uint8Array(32).fill(3);
    const pskId = decodeChecked(fakeSeat(41).pskId);
    media.last.push('host.guest-in', { seatId: guestA, pskId, deviceKey, guestKind: 'app' });
    model.call.judgeWords(guestA, 'different');
    await settle();
    const judged = media.last.inputsOf('session.judge-words');
    expect(judged).toMatchObject([{ verdict: 'different', guestKind: 'app' }]);
    media.last.options.onBroken();
    await clock.advance(1000);
    expect(media.workers).toHaveLength(2);
    expect(media.last.inputsOf('session.judge-words')).toEqual(judged);
  });

  it('let nobody in by a knock that a broken worker has read', async () => {
    const { model, media, last } = await open();
    last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    media.last.options.onBroken();
    model.admit(guestA);
    await settle();
    expect(last().names).not.toContain('lobby.admit');
    expect(media.last.names).not.toContain('host.admit');
  });

  it('are given up when one worker after the other breaks', async () => {
    const { model, media, clock } = await open();
    for (let times = 0; times < 4; times += 1) {
      media.last.options.onBroken();
      await clock.advance(1000);
    }
    expect(media.workers).toHaveLength(4);
    expect(model.state.get()).toMatchObject({ phase: 'failed', code: 'media-failed' });
  });
});
