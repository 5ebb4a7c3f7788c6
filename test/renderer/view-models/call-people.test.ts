import { describe, expect, it } from 'vitest';
import type { SealedMember } from '../../../renderer/view-models/call-sealing.ts';
import { peopleOf, seatOfKey } from '../../../renderer/view-models/call-people.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { SeatState } from '../../../src/contract/signaling.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';

const [hostSeat, annaSeat, benSeat] = [1, 2, 3].map((number) => testId<SeatId>(number)) as [
  SeatId,
  SeatId,
  SeatId,
];
const host: SeatState = { seatId: hostSeat, role: 'host', connected: true };
const anna: SeatState = { seatId: annaSeat, role: 'guest', connected: true };

function member(seatId: SeatId, change: Partial<SealedMember> = {}): SealedMember {
  return {
    seatId,
    isSeated: true,
    role: 'guest',
    keys: 'held',
    capture: 'hidden',
    guestKind: null,
    ...change,
  };
}

const therapist = member(hostSeat, { role: 'host' });

function people(roster: readonly SeatState[], members: readonly SealedMember[]) {
  const shown = peopleOf(roster, { members, dropping: new Map(), refused: 0, rule: null }, []);
  return shown.map(({ seatId, role, connected, keys }) => ({ seatId, role, connected, keys }));
}

describe('the people of a call', () => {
  it('are those whom the server names, with the keys that the group says', () => {
    expect(people([host, anna], [therapist, member(annaSeat, { keys: 'waiting' })])).toEqual([
      { ...host, keys: 'held' },
      { ...anna, keys: 'waiting' },
    ]);
  });

  it('wait for keys as long as the group does not know them', () => {
    expect(people([host, anna], [therapist])).toEqual([
      { ...host, keys: 'held' },
      { ...anna, keys: 'waiting' },
    ]);
  });

  it('are who the group says they are: the server calls nobody else the therapist', () => {
    const roster = [
      { ...host, role: 'guest' },
      { ...anna, role: 'host' },
      { seatId: benSeat, role: 'host', connected: true },
    ] as const;
    expect(people(roster, [therapist, member(annaSeat)])).toEqual([
      { ...host, keys: 'held' },
      { ...anna, keys: 'held' },
      { seatId: benSeat, role: 'guest', connected: true, keys: 'waiting' },
    ]);
  });

  it('are who the server says they are as long as the group does not tell', () => {
    expect(people([host, anna], [])).toEqual([
      { ...host, keys: 'waiting' },
      { ...anna, keys: 'waiting' },
    ]);
    const seatless = member(seatOfKey(testBytes32(7)), { isSeated: false, role: 'host' });
    expect(people([host], [seatless])).toEqual([{ ...host, keys: 'waiting' }]);
  });

  it('are also whom the server hides: who has the keys sees and hears the call', () => {
    expect(people([host], [therapist, member(benSeat)])).toEqual([
      { ...host, keys: 'held' },
      { seatId: benSeat, role: 'guest', connected: false, keys: 'held' },
    ]);
  });

  it('are also who has the keys and no seat at all', () => {
    const seatId = seatOfKey(testBytes32(7));
    expect(people([host], [therapist, member(seatId, { isSeated: false })])).toEqual([
      { ...host, keys: 'held' },
      { seatId, role: 'guest', connected: false, keys: 'held' },
    ]);
  });

  it('are not shown twice while the therapist has not said yet which seat is whose', () => {
    const seatless = [7, 8].map((number) =>
      member(seatOfKey(testBytes32(number)), { isSeated: false }),
    );
    expect(people([host, anna], [therapist, ...seatless.slice(0, 1)])).toHaveLength(2);
    expect(people([host, anna], [therapist, ...seatless])).toHaveLength(3);
  });
});

describe('a seat made of a key', () => {
  it('is the same for the same key, and another for another', () => {
    expect(seatOfKey(testBytes32(1))).toBe(seatOfKey(testBytes32(1)));
    expect(seatOfKey(testBytes32(1))).not.toBe(seatOfKey(testBytes32(2)));
  });
});
