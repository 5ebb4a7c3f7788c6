import { describe, expect, it } from 'vitest';
import { HostSeatBook } from '../../../../renderer/media/worker/host-seat-book.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import type { SeatKeys } from '../../../../src/contract/media-worker.ts';
import { testId } from '../../../support/fake-ids.ts';

const [here, there] = [testId<SeatId>(1), testId<SeatId>(2)];
const [pskA, pskB] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
const device = new Uint8Array(32).fill(3);

function seat(pskId: Uint8Array<ArrayBuffer>, state: SeatKeys['state']): SeatKeys {
  return { pskId, knockKey: new Uint8Array(32), psk: new Uint8Array(32), state };
}

function book(state: SeatKeys['state'] = { state: 'open' }): HostSeatBook {
  const made = new HostSeatBook();
  made.add(seat(pskA, state));
  made.add(seat(pskB, { state: 'open' }));
  return made;
}

describe('the state of a seat', () => {
  it('is what the vault says, as long as nothing later happened here', () => {
    const seats = book({ state: 'bound', deviceKey: device });
    expect(seats.get(pskA).state).toEqual({ state: 'bound', deviceKey: device });
    seats.add(seat(pskA, { state: 'revoked' }));
    expect(seats.get(pskA).state).toEqual({ state: 'revoked' });
  });

  it.each([{ state: 'open' }, { state: 'bound', deviceKey: device }] as const)(
    'stays revoked when the vault says $state later',
    (state) => {
      const seats = book();
      seats.revoke(pskA);
      seats.add(seat(pskA, state));
      expect(seats.get(pskA).state).toEqual({ state: 'revoked' });
    },
  );

  it('stays bound when the vault says open later', () => {
    const seats = book();
    seats.bind(pskA, device);
    seats.add(seat(pskA, { state: 'open' }));
    expect(seats.get(pskA).state).toEqual({ state: 'bound', deviceKey: device });
  });

  it('is bound once: somebody else’s stays theirs', () => {
    const seats = book();
    seats.bind(pskA, device);
    seats.bind(pskA, new Uint8Array(32).fill(9));
    expect(seats.get(pskA).state).toEqual({ state: 'bound', deviceKey: device });
  });

  it('is asked for of no seat that the vault did not name', () => {
    expect(() => book().get(new Uint8Array(16))).toThrow('no such seat');
    expect(book().find(new Uint8Array(16))).toBeNull();
  });
});

describe('a seat of the server’s', () => {
  it('is somebody’s from the moment that they sit there until they go', () => {
    const seats = book();
    expect(seats.isAnothers(here, pskA)).toBe(false);
    seats.take(here, pskA);
    expect(seats.isAnothers(here, pskA)).toBe(false);
    expect(seats.isAnothers(here, pskB)).toBe(true);
    seats.free(here);
    expect(seats.isAnothers(here, pskB)).toBe(false);
    expect(seats.pskAt(here)).toBeNull();
  });

  it('is the only one for one psk', () => {
    const seats = book();
    seats.take(here, pskA);
    seats.take(there, pskA);
    expect(seats.seatOf(pskA)).toBe(there);
    expect(seats.pskAt(here)).toBeNull();
  });
});
