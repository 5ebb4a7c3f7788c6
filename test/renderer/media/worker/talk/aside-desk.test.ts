import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../../src/base/bytes.ts';
import { parseTalk } from '../../../../../src/crypto/messages/talk-payload.ts';
import { settle, TalkWorld, type TalkSide } from '../../../../support/talk-world.ts';

let world: TalkWorld;

beforeEach(() => {
  world = new TalkWorld();
});

const said = (side: TalkSide): string[] => side.all('aside.told').map((one) => one.said);
const heard = (side: TalkSide): string[] => side.all('aside.heard').map((one) => one.said);

/** Nothing of a kind gets through. */
function lose(type: 'aside' | 'aside-heard'): void {
  world.tamper = (_from, payload) => (parseTalk(payload)?.type === type ? null : payload);
}

function loseNothing(): void {
  world.tamper = (_from, payload) => payload;
}

describe('"somebody came in"', () => {
  it('is told by a guest to the therapist alone, as the group knows them', async () => {
    const { therapist, anna, ben } = world;
    anna.desk.sayAside('away');
    await settle();
    const { participant, role } = anna.member;
    expect(therapist.all('aside.told')).toEqual([
      { participant, role, seatId: anna.seatId, said: 'away' },
    ]);
    expect(said(ben)).toEqual([]);
    expect(heard(anna)).toEqual(['away']);
  });

  it('is told by the therapist to every guest, and heard when all have it', async () => {
    const { therapist, anna, ben } = world;
    world.tamper = (from, payload) => (from === ben ? null : payload);
    therapist.desk.sayAside('away');
    await settle();
    expect([said(anna), said(ben)]).toEqual([['away'], ['away']]);
    expect(heard(therapist)).toEqual([]);
    loseNothing();
    world.newEpoch();
    await settle();
    expect(heard(therapist)).toEqual(['away']);
    expect(said(ben)).toEqual(['away']);
  });

  it('is told again in the next group when it was lost, and shown once', async () => {
    const { therapist, anna } = world;
    lose('aside');
    anna.desk.sayAside('not-safe');
    await settle();
    expect(said(therapist)).toEqual([]);
    lose('aside-heard');
    world.newEpoch();
    world.newEpoch();
    await settle();
    loseNothing();
    world.newEpoch();
    await settle();
    expect(said(therapist)).toEqual(['not-safe']);
    expect(heard(anna)).toEqual(['not-safe']);
  });

  it('waits for a therapist who is not there', async () => {
    const { therapist, anna, ben } = world;
    world.newEpoch(therapist);
    anna.desk.sayAside('away');
    await settle();
    expect(heard(anna)).toEqual([]);
    world.newEpoch(ben);
    await settle();
    expect(said(therapist)).toEqual(['away']);
    expect(heard(anna)).toEqual(['away']);
  });

  it('tells a call for help to its end, and after it that they are back', async () => {
    const { therapist, anna } = world;
    lose('aside');
    anna.desk.sayAside('not-safe');
    anna.desk.sayAside('back');
    await settle();
    loseNothing();
    world.newEpoch();
    await settle();
    expect(said(therapist)).toEqual(['not-safe', 'back']);
  });

  it('is told anew to a therapist whose app began anew, as long as it is so', async () => {
    const { therapist, anna } = world;
    anna.desk.sayAside('away');
    await settle();
    therapist.restart();
    for (const side of world.sides) {
      side.enter(1n, side.seats.roster, 'another group');
    }
    await settle();
    expect(said(therapist)).toEqual(['away', 'away']);
  });

  it('is told to a guest who comes in later', async () => {
    const { therapist, anna, ben } = world;
    world.newEpoch(ben);
    therapist.desk.sayAside('away');
    await settle();
    expect([said(anna), said(ben)]).toEqual([['away'], []]);
    world.newEpoch();
    await settle();
    expect([said(anna), said(ben)]).toEqual([['away'], ['away']]);
  });

  it('is not told before our key is confirmed', async () => {
    const { therapist, anna } = world;
    anna.seats.waiting = [anna.member.participant];
    anna.seats.onChange();
    anna.desk.sayAside('away');
    await settle();
    expect(said(therapist)).toEqual([]);
    anna.seats.waiting = [];
    anna.seats.onChange();
    await settle();
    expect(said(therapist)).toEqual(['away']);
  });

  it('looks the same on the way, whatever it says', async () => {
    const { anna } = world;
    const lengths = new Set<number>();
    world.tamper = (from, payload: Bytes) => {
      if (from === anna) lengths.add(payload.length);
      return payload;
    };
    for (const sign of ['away', 'not-safe', 'back'] as const) anna.desk.sayAside(sign);
    await settle();
    expect(lengths.size).toBe(1);
  });
});

describe('a hostile member', () => {
  const id = new Uint8Array(16);

  it('tells another guest nothing', () => {
    const { anna, ben } = world;
    ben.forge(anna, { type: 'aside', id, said: 'not-safe' }, true);
    expect(said(anna)).toEqual([]);
    expect(anna.refused).toEqual(['not-entitled']);
  });

  it('cannot tell it to all', () => {
    const { therapist, anna } = world;
    anna.forge(therapist, { type: 'aside', id, said: 'away' }, false);
    expect(said(therapist)).toEqual([]);
    expect(therapist.refused).toEqual(['not-entitled']);
  });

  it('cannot say for the therapist that a call for help was heard', async () => {
    const { anna, ben } = world;
    let sent = id;
    world.tamper = (_from, payload) => {
      const parsed = parseTalk(payload);
      if (parsed?.type === 'aside') sent = parsed.id;
      return null;
    };
    anna.desk.sayAside('not-safe');
    await settle();
    ben.forge(anna, { type: 'aside-heard', id: sent }, true);
    expect(heard(anna)).toEqual([]);
  });
});
