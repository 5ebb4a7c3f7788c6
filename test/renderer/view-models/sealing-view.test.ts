import { describe, expect, it } from 'vitest';
import {
  droppingNow,
  isNotable,
  sealingView,
  type SealingFacts,
} from '../../../renderer/view-models/sealing-view.ts';
import type { RoomId, SeatId } from '../../../src/contract/ids.ts';
import type { TrackCount } from '../../../src/contract/media-worker.ts';
import { seatOfKey } from '../../../renderer/view-models/call-people.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';

const [hostSeat, guestSeat] = [testId<SeatId>(1), testId<SeatId>(2)];

type Member = NonNullable<SealingFacts['group']>['members'][number];

function member(change: Partial<Member>): Member {
  return {
    participant: 'p',
    role: 'guest',
    seatId: guestSeat,
    guestKind: 'app',
    isSelf: false,
    hasKey: true,
    capture: null,
    ...change,
  };
}

const therapist = member({ role: 'therapist', seatId: hostSeat, guestKind: null, isSelf: true });

function facts(members: Member[], change: Partial<SealingFacts> = {}): SealingFacts {
  const group = { epoch: 3, suite: 'a suite', maySend: true, members };
  return {
    ownKind: null,
    roomId: testId<RoomId>(9),
    group,
    tracks: [],
    refused: 0,
    words: [],
    due: new Set(),
    rule: null,
    ...change,
  };
}

function track(change: Partial<TrackCount>): TrackCount {
  return {
    direction: 'receive',
    source: 'camera',
    seatId: guestSeat,
    sealed: 0,
    opened: 0,
    dropped: {},
    ...change,
  };
}

/** Nothing has been heard of their windows. */
const unreported = { capture: null, guestKind: 'app' } as const;
const none = new Map<SeatId, string>();

describe('what a call shows of its keys', () => {
  it('is nothing before there are any', () => {
    expect(sealingView(facts([], { group: null }), none)).toEqual({
      members: [],
      dropping: none,
      refused: 0,
      rule: null,
    });
  });

  it('is how much was refused also before there are any', () => {
    expect(sealingView(facts([], { group: null, refused: 2 }), none)).toMatchObject({ refused: 2 });
  });

  it('is whose keys are held, oneself left out', () => {
    const others = [member({}), member({ seatId: testId(3), hasKey: false })];
    const { members } = sealingView(facts([therapist, ...others]), none);
    expect(members).toEqual([
      { seatId: guestSeat, isSeated: true, role: 'guest', keys: 'held', ...unreported },
      { seatId: testId(3), isSeated: true, role: 'guest', keys: 'waiting', ...unreported },
    ]);
  });

  it('is a member without a seat as well, known by its key', () => {
    const participant = testBytes32(5);
    const { members } = sealingView(
      facts([therapist, member({ participant, seatId: null })]),
      none,
    );
    expect(members).toEqual([
      {
        seatId: seatOfKey(participant),
        isSeated: false,
        role: 'guest',
        keys: 'held',
        ...unreported,
      },
    ]);
  });

  it('sums up the frames of all tracks', () => {
    const tracks = [
      track({ direction: 'send', seatId: null, sealed: 5 }),
      track({ opened: 7, dropped: { replayed: 1 } }),
      track({ source: 'audio', opened: 1, dropped: { replayed: 2, 'unknown-key': 1 } }),
    ];
    expect(sealingView(facts([therapist], { tracks }), none).encryption).toMatchObject({
      suite: 'a suite',
      epoch: 3,
      sealed: 5,
      opened: 8,
      dropped: { replayed: 3, 'unknown-key': 1 },
    });
  });

  it.each([
    ['a guest in a browser', null, [therapist, member({ guestKind: 'browser' })], true],
    [
      'a guest of whom nobody has said it yet',
      null,
      [therapist, member({ guestKind: null })],
      true,
    ],
    ['guests in the app', null, [therapist, member({})], false],
    ['oneself in a browser', 'browser', [member({ isSelf: true, guestKind: null })], true],
    ['oneself in the app', 'app', [member({ isSelf: true, guestKind: null })], false],
  ] as const)('knows a browser in the call: %s', (_what, ownKind, members, hasBrowser) => {
    const view = sealingView(facts([...members], { ownKind }), none);
    expect(view.encryption?.hasBrowser).toBe(hasBrowser);
  });
});

describe('dropped frames', () => {
  it('are told while none of that track opens, by their main reason', () => {
    const before = [track({ opened: 4, dropped: { replayed: 9 } })];
    const now = [track({ opened: 4, dropped: { replayed: 10, 'unknown-key': 25 } })];
    expect([...droppingNow(before, now)]).toEqual([[guestSeat, 'unknown-key']]);
  });

  it('are no news while others open, or when nothing was dropped since', () => {
    const before = [track({ opened: 4, dropped: { replayed: 9 } })];
    expect([...droppingNow(before, [track({ opened: 5, dropped: { replayed: 99 } })])]).toEqual([]);
    expect([...droppingNow(before, before)]).toEqual([]);
  });

  it('of one’s own are nobody’s', () => {
    const own = track({ direction: 'send', seatId: null, dropped: { 'no-key': 3 } });
    expect([...droppingNow([], [own])]).toEqual([]);
  });
});

describe('refusals', () => {
  it('are told but for messages that cross with a change of keys', () => {
    expect(isNotable('wrong-group')).toBe(false);
    expect(isNotable('wrong-epoch')).toBe(false);
    expect(isNotable('unknown-file')).toBe(false);
    expect(isNotable('not-authentic')).toBe(true);
    expect(isNotable('foreign-commit')).toBe(true);
  });
});
