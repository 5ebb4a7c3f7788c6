import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../../src/base/bytes.ts';
import { parseTalk } from '../../../../../src/crypto/messages/talk-payload.ts';
import { settle, TalkWorld } from '../../../../support/talk-world.ts';
import { thrownCode } from '../../../../support/thrown-code.ts';

let world: TalkWorld;

beforeEach(() => {
  world = new TalkWorld();
});

const isChat = (payload: Bytes): boolean => parseTalk(payload)?.type === 'chat';

describe('what is written in a session', () => {
  it('reaches everybody, with its sender as the group knows them', async () => {
    const { therapist, anna, ben } = world;
    anna.desk.say('I cannot hear you');
    await settle();
    const { participant, role } = anna.member;
    const said = { participant, role, seatId: anna.seatId, text: 'I cannot hear you' };
    expect(therapist.all('chat.said')).toEqual([{ messageId: 1, ...said }]);
    expect(ben.all('chat.said')).toEqual([{ messageId: 1, ...said }]);
    expect(anna.all('chat.said')).toEqual([]);
  });

  it('is known to have arrived when everybody has answered', async () => {
    const { anna, ben } = world;
    world.tamper = (from, payload) => (from === ben ? null : payload);
    const messageId = anna.desk.say('hello');
    await settle();
    expect(anna.all('chat.settled')).toEqual([]);
    world.tamper = (_from, payload) => payload;
    world.newEpoch();
    await settle();
    expect(anna.all('chat.settled')).toEqual([{ messageId, heardBy: 'all' }]);
  });

  it('is said again in the next group when it was lost with the last one, and shown once', async () => {
    const { therapist, anna, ben } = world;
    world.tamper = (from, payload) => (from === anna && isChat(payload) ? null : payload);
    const messageId = anna.desk.say('hello');
    await settle();
    expect(therapist.all('chat.said')).toEqual([]);
    world.tamper = (_from, payload) => payload;
    world.newEpoch();
    world.newEpoch();
    await settle();
    expect(therapist.all('chat.said')).toHaveLength(1);
    expect(ben.all('chat.said')).toHaveLength(1);
    expect(anna.all('chat.settled')).toEqual([{ messageId, heardBy: 'all' }]);
  });

  it('waits while nobody confirms that our key is the newest', async () => {
    const { therapist, anna } = world;
    anna.seats.waiting = [anna.member.participant];
    anna.seats.onChange();
    anna.desk.say('hello');
    await settle();
    expect(therapist.all('chat.said')).toEqual([]);
    anna.seats.waiting = [];
    anna.seats.onChange();
    await settle();
    expect(therapist.all('chat.said')).toHaveLength(1);
  });

  it('is not said to nobody', () => {
    world.newEpoch(world.therapist, world.ben);
    expect(thrownCode(() => world.anna.desk.say('hello'))).toBe('not-found');
  });

  it('is known as unheard when everybody left first', async () => {
    const { anna, therapist, ben } = world;
    world.tamper = () => null;
    const messageId = anna.desk.say('hello');
    await settle();
    world.newEpoch(therapist, ben);
    expect(anna.all('chat.settled')).toEqual([{ messageId, heardBy: 'nobody' }]);
  });

  it('goes on waiting for those who stayed, and does not say that it arrived with who left', async () => {
    const { anna, ben } = world;
    world.tamper = (from, payload) => (from === ben ? null : payload);
    const messageId = anna.desk.say('hello');
    await settle();
    world.newEpoch(ben);
    expect(anna.all('chat.settled')).toEqual([{ messageId, heardBy: 'some' }]);
  });

  it('is refused by our own side when it is nothing, or too much at once', () => {
    const { anna } = world;
    expect(thrownCode(() => anna.desk.say(' '))).toBe('bad-request');
    expect(thrownCode(() => anna.desk.say('a\u0007'))).toBe('bad-request');
    for (let count = 0; count < 30; count += 1) anna.desk.say('hello');
    expect(thrownCode(() => anna.desk.say('hello'))).toBe('too-many');
  });
});

describe('a hostile member', () => {
  it('speaks as itself, whatever id it takes', async () => {
    const { therapist, anna, ben } = world;
    const ids: Bytes[] = [];
    world.tamper = (from, payload) => {
      const parsed = parseTalk(payload);
      if (from === anna && parsed?.type === 'chat') ids.push(parsed.id);
      return payload;
    };
    anna.desk.say('yes');
    await settle();
    expect(ids).toHaveLength(1);
    for (const id of ids) ben.forge(therapist, { type: 'chat', id, text: 'no' }, false);
    expect(therapist.all('chat.said').map(({ participant, text }) => [participant, text])).toEqual([
      [anna.member.participant, 'yes'],
      [ben.member.participant, 'no'],
    ]);
  });

  it('cannot say for others that they have heard something', async () => {
    const { therapist, anna, ben } = world;
    let id = new Uint8Array(16);
    world.tamper = (from, payload) => {
      const parsed = parseTalk(payload);
      if (parsed?.type === 'chat') ({ id } = parsed);
      return from === therapist ? null : payload;
    };
    anna.desk.say('hello');
    await settle();
    ben.forge(anna, { type: 'heard', id }, false);
    expect(anna.all('chat.settled')).toEqual([]);
    therapist.forge(anna, { type: 'heard', id }, false);
    expect(anna.all('chat.settled')).toHaveLength(1);
  });

  it('cannot tell one person what looks as if said to all', () => {
    const { therapist, anna } = world;
    anna.forge(therapist, { type: 'chat', id: new Uint8Array(16), text: 'psst' }, true);
    expect(therapist.all('chat.said')).toEqual([]);
    expect(therapist.refused).toEqual(['not-entitled']);
  });

  it('is refused when what it says has another shape', () => {
    const { therapist, anna } = world;
    anna.forge(therapist, new Uint8Array([1, 2, 3]), false);
    expect(therapist.refused).toEqual(['malformed']);
  });

  it('is refused when it floods, and heard again later', async () => {
    const { therapist, anna, ben } = world;
    const say = (count: number): void =>
      anna.forge(therapist, { type: 'chat', id: new Uint8Array(16).fill(count), text: 'x' }, false);
    for (let count = 0; count < 200; count += 1) say(count);
    expect(therapist.all('chat.said')).toHaveLength(120);
    expect(new Set(therapist.refused)).toEqual(new Set(['too-much']));
    ben.forge(therapist, { type: 'chat', id: new Uint8Array(16), text: 'mine' }, false);
    expect(therapist.last('chat.said').text).toBe('mine');
    await world.clock.advance(1_000);
    say(200);
    expect(therapist.all('chat.said')).toHaveLength(122);
  });

  it('leaves other parts of the application alone', () => {
    const { therapist, anna } = world;
    anna.forge(therapist, new Uint8Array([16, 1]), true);
    expect(therapist.refused).toEqual([]);
  });
});
