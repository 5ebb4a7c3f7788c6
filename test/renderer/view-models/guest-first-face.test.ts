import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/contract/ids.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { presenceOf } from '../../support/fake-media.ts';
import { FakePlace } from '../../support/fake-place.ts';
import { FakeTrack } from '../../support/fake-track.ts';
import { groupOf, inCall, waiting } from '../../support/guest-tab.ts';

const therapist = { seatId: testId<SeatId>(2), role: 'host', connected: true } as const;

const face = {
  seatId: therapist.seatId,
  source: 'camera' as const,
  track: new FakeTrack('video'),
  muted: false,
};

/** In the waiting room of a screen that has a place for a first face. */
async function waitingWithPlace() {
  const bench = await waiting();
  const place = new FakePlace();
  bench.guest.firstFace.standBy(place);
  return { ...bench, place };
}

/** Let in, by a therapist whose picture comes. */
async function admitted({ last, engine }: Awaited<ReturnType<typeof waitingWithPlace>>) {
  last().push('seat.admitted', presenceOf(1, [therapist]));
  engine.last.options.onTracks([face]);
  engine.last.options.onHealth('connected');
  await settle();
}

/** The same, with the face on the screen. */
async function facing() {
  const all = await waitingWithPlace();
  await admitted(all);
  return all;
}

describe('the first face of a call', () => {
  it('draws the call once it is negotiated, and what happens next with the first picture', async () => {
    const { guest, last, engine, media } = await waiting();
    let drawn = 0;
    guest.call.state.subscribe(() => (drawn += 1));
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks([face]);
    expect(drawn).toBe(0);
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(drawn).toBe(1);
    engine.last.options.onHealth('connected');
    media.last.push('session.state', groupOf(therapist.seatId));
    expect(drawn).toBe(1);
    guest.call.pictureShown();
    expect(drawn).toBe(2);
    expect(guest.call.state.get()).toMatchObject({
      connection: { phase: 'connected' },
      people: [{ keys: 'held' }],
    });
    guest.call.setCamera(false);
    expect(drawn).toBe(3);
  });

  it('shows a face before the call is drawn, where the waiting room has a place for it', async () => {
    const { guest, last, engine, place } = await waitingWithPlace();
    let drawn = 0;
    guest.call.state.subscribe(() => (drawn += 1));
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks([face]);
    engine.last.options.onHealth('connected');
    await settle();
    expect(place.shown).toBe(face.track);
    expect(drawn).toBe(0);
    expect(guest.state.get()).toMatchObject({ phase: 'waiting' });
    expect(engine.last.pictures).toBe(0);
    place.seen();
    await settle();
    expect(engine.last.pictures).toBe(1);
    expect(drawn).toBe(1);
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(place.shown).toBe(face.track);
    guest.pictureShown();
    expect(place.shown).toBeNull();
  });

  it.each<[string, (all: Awaited<ReturnType<typeof facing>>) => void]>([
    [
      'one turns away',
      ({ guest }) => {
        guest.call.talk.aside.turnAway();
      },
    ],
    [
      'one calls for help',
      ({ guest }) => {
        guest.call.talk.aside.callForHelp();
      },
    ],
    [
      'one leaves',
      ({ guest }) => {
        guest.leave();
      },
    ],
    [
      'one is sent away',
      ({ last }) => {
        last().push('room.closed', { reason: 'removed' });
      },
    ],
  ])('takes the face off the screen at once when %s', async (_what, happen) => {
    for (const isSeen of [false, true]) {
      const all = await facing();
      if (isSeen) all.place.seen();
      if (isSeen) await settle();
      expect(all.place.shown).toBe(face.track);
      happen(all);
      expect(all.place.shown).toBeNull();
      // Also when its first picture comes only then.
      all.place.seen();
      await settle();
      expect(all.place.shown).toBeNull();
    }
  });

  it('lets no press leave the waiting room that nobody sees below it', async () => {
    const all = await waitingWithPlace();
    await admitted(all);
    for (const isSeen of [false, true]) {
      if (isSeen) all.place.seen();
      all.guest.leaveWaiting();
      expect(all.guest.state.get()).toMatchObject({ phase: 'waiting' });
      expect(all.place.shown).toBe(face.track);
    }
    const { guest } = await waitingWithPlace();
    guest.leaveWaiting();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'left' });
  });

  it('shows no face to whoever has turned away before', async () => {
    const all = await waitingWithPlace();
    all.guest.call.talk.aside.turnAway();
    await admitted(all);
    expect(all.place.shown).toBeNull();
    expect(all.guest.state.get()).toEqual({ phase: 'in-call' });
  });

  it('draws the call without a face after 400 ms', async () => {
    const { guest, last, engine, place, clock } = await waitingWithPlace();
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks([face]);
    engine.last.options.onHealth('connected');
    await clock.advance(399);
    expect(guest.state.get()).toMatchObject({ phase: 'waiting' });
    await clock.advance(1);
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(place.shown).toBeNull();
    expect(engine.last.pictures).toBe(0);
    expect(guest.call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
  });

  it('asks for a picture that is late, and for none that came', async () => {
    for (const isLate of [true, false]) {
      const { last, engine, place, clock } = await waitingWithPlace();
      last().push('seat.admitted', presenceOf(1, [therapist]));
      engine.last.options.onTracks([face]);
      engine.last.options.onHealth('connected');
      await clock.advance(149);
      if (!isLate) place.seen();
      await clock.advance(1);
      expect(engine.last.requests).toBe(isLate ? 1 : 0);
    }
  });

  it('looks for no face over a network that is not there yet, or whose camera is off', async () => {
    for (const tracks of [[face], [{ ...face, muted: true }], []]) {
      const { guest, last, engine, place } = await waitingWithPlace();
      last().push('seat.admitted', presenceOf(1, [therapist]));
      engine.last.options.onTracks(tracks);
      if (tracks[0] !== face) engine.last.options.onHealth('connected');
      await settle();
      expect(guest.state.get()).toEqual({ phase: 'in-call' });
      expect(place.shown).toBeNull();
    }
  });

  it('puts no face over a call that comes back after a drop', async () => {
    const { guest, last, engine, clock } = await inCall();
    const place = new FakePlace();
    guest.firstFace.standBy(place);
    last().end();
    await clock.advance(1_000);
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks([face]);
    engine.last.options.onHealth('connected');
    await settle();
    expect(engine.live).toHaveLength(2);
    expect(place.shown).toBeNull();
  });

  it('does not wait for ever for a first picture', async () => {
    const { guest, last, engine, clock } = await waiting();
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks([face]);
    await settle();
    engine.last.options.onHealth('connected');
    await clock.advance(399);
    expect(guest.call.state.get()).toMatchObject({ connection: { phase: 'connecting' } });
    await clock.advance(1);
    expect(guest.call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
  });

  it.each([
    ['there is none', []],
    ['it is switched off', [{ ...face, muted: true }]],
  ])('waits for no picture when %s', async (_what, tracks) => {
    const { guest, last, engine } = await waiting();
    last().push('seat.admitted', presenceOf(1, [therapist]));
    engine.last.options.onTracks(tracks);
    await settle();
    engine.last.options.onHealth('connected');
    expect(guest.call.state.get()).toMatchObject({ connection: { phase: 'connected' } });
  });
});
