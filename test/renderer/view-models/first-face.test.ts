import { describe, expect, it } from 'vitest';
import { FirstFace } from '../../../renderer/view-models/first-face.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakePlace } from '../../support/fake-place.ts';
import { FakeTrack } from '../../support/fake-track.ts';

function setUp() {
  const clock = new FakeClock();
  const face = new FirstFace(clock);
  const place = new FakePlace();
  const track = new FakeTrack('video');
  return { clock, face, place, track };
}

describe('a first face', () => {
  it('is seen in the place that stands by, and stays until the call shows it', async () => {
    const { clock, face, place, track } = setUp();
    face.standBy(place);
    const seen = face.show(track, 400);
    expect(place.shown).toBe(track);
    place.seen();
    expect(await seen).toBe(true);
    await clock.advance(999);
    expect(place.shown).toBe(track);
    face.hide();
    face.hide();
    expect(place).toMatchObject({ shown: null, hides: 1 });
    expect(clock.pending).toBe(0);
  });

  it('is away after a second, whatever the call shows', async () => {
    const { clock, face, place, track } = setUp();
    face.standBy(place);
    void face.show(track, 400);
    place.seen();
    await clock.advance(1_000);
    expect(place.shown).toBeNull();
  });

  it('gives way when no picture comes in time, and nobody is seen by one that comes late', async () => {
    const { clock, face, place, track } = setUp();
    face.standBy(place);
    const seen = face.show(track, 400);
    await clock.advance(399);
    expect(place.shown).toBe(track);
    await clock.advance(1);
    expect(await seen).toBe(false);
    expect(place.shown).toBeNull();
    place.seen();
    expect(clock.pending).toBe(0);
  });

  it('is nowhere while no screen stands by', async () => {
    const { face, place, track } = setUp();
    expect(await face.show(track, 400)).toBe(false);
    const leave = face.standBy(place);
    expect(face.isReady).toBe(true);
    leave();
    expect(face.isReady).toBe(false);
    expect(await face.show(track, 400)).toBe(false);
    expect(place.shown).toBeNull();
  });

  it('is away with its screen, and not with one that was there before', async () => {
    const { face, place, track } = setUp();
    const leaveFirst = face.standBy(new FakePlace());
    const leave = face.standBy(place);
    leaveFirst();
    const seen = face.show(track, 400);
    await settle();
    expect(place.shown).toBe(track);
    leave();
    expect(await seen).toBe(false);
    expect(place.shown).toBeNull();
  });

  it('is the last that was asked for', async () => {
    const { face, place, track } = setUp();
    face.standBy(place);
    const first = face.show(track, 400);
    const seenFirst = place.seen;
    const other = new FakeTrack('video');
    const second = face.show(other, 400);
    expect(await first).toBe(false);
    seenFirst();
    expect(place.shown).toBe(other);
    place.seen();
    expect(await second).toBe(true);
  });
});
