import { describe, expect, it } from 'vitest';
import { CounterReports } from '../../../../src/crypto/beats/counter-reports.ts';
import {
  nextBeat,
  onAnswer,
  onEpoch,
  startHostBeats,
  stragglers,
} from '../../../../src/crypto/beats/host-beats.ts';
import { maySend, onBeat, startMemberBeats } from '../../../../src/crypto/beats/member-beats.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';

const bytes = new Uint8Array(32);
const keys = {
  identityKey: bytes,
  hpkeKey: bytes,
  vouched: { credential: bytes, signatureKey: bytes },
};
const roster: readonly Member[] = [
  { leaf: 0, role: 'therapist', participant: 'T', ...keys },
  { leaf: 1, role: 'guest', participant: 'A', ...keys },
];

function beat(m: number, echoed?: number) {
  const echoes = echoed === undefined ? [] : [{ leaf: 1, n: echoed }];
  return { type: 'beat', m, counters: [], echoes } as const;
}

describe('a member’s beats', () => {
  it('lets it send for 15 s after it came in', () => {
    const state = startMemberBeats(1000);
    expect([maySend(state, 15_999), maySend(state, 16_000)]).toEqual([true, false]);
  });

  it('answers with the beat’s m and its own next n', () => {
    const first = onBeat(startMemberBeats(0), beat(7), 1, [{ kid: 16, ctr: 3 }], 0);
    expect(first.answer).toEqual({ type: 'answer', m: 7, n: 1, counters: [{ kid: 16, ctr: 3 }] });
    expect(onBeat(first.state, beat(8), 1, [], 1).answer.n).toBe(2);
  });

  it('counts the age of an echo from when its n was sent, not from when the echo came', () => {
    const sent = onBeat(startMemberBeats(0), beat(1), 1, [], 5_000).state;
    const echoed = onBeat(sent, beat(2, 1), 1, [], 14_000).state;
    expect([maySend(echoed, 19_999), maySend(echoed, 20_000)]).toEqual([true, false]);
  });

  it('falls silent when beats come without an echo of its own', () => {
    let state = startMemberBeats(0);
    for (let now = 5_000; now <= 15_000; now += 5_000)
      state = onBeat(state, beat(now), 1, [], now).state;
    expect(maySend(state, 15_000)).toBe(false);
  });

  it('an old echo again does not keep it sending', () => {
    let state = onBeat(startMemberBeats(0), beat(1), 1, [], 0).state;
    for (let now = 5_000; now <= 20_000; now += 5_000) {
      state = onBeat(state, beat(now, 1), 1, [], now).state;
    }
    expect(maySend(state, 20_000)).toBe(false);
  });

  it('an echo of an n that it never sent means nothing', () => {
    const state = onBeat(startMemberBeats(0), beat(1, 99), 1, [], 10_000).state;
    expect(maySend(state, 15_000)).toBe(false);
  });

  it('an echo for another leaf means nothing', () => {
    const sent = onBeat(startMemberBeats(0), beat(1), 1, [], 10_000).state;
    const other = onBeat(sent, { ...beat(2), echoes: [{ leaf: 2, n: 1 }] }, 1, [], 14_000).state;
    expect(maySend(other, 15_000)).toBe(false);
  });

  it('sends again as soon as it is heard again', () => {
    const sent = onBeat(startMemberBeats(0), beat(1), 1, [], 20_000).state;
    expect(maySend(sent, 20_000)).toBe(false);
    expect(maySend(onBeat(sent, beat(2, 1), 1, [], 25_000).state, 25_000)).toBe(true);
  });
});

describe('the therapist’s beats', () => {
  it('count up and echo who was heard', () => {
    const heard = onAnswer(startHostBeats(4n, 0), { n: 3 }, { leaf: 1, epoch: 4n }, 100);
    const { state, beat: first } = nextBeat(heard, [{ kid: 4, ctr: 9 }]);
    expect(first).toEqual({
      type: 'beat',
      m: 1,
      counters: [{ kid: 4, ctr: 9 }],
      echoes: [{ leaf: 1, n: 3 }],
    });
    expect(nextBeat(state, []).beat.m).toBe(2);
  });

  it('do not echo an answer of a former epoch', () => {
    const state = onAnswer(startHostBeats(5n, 0), { n: 3 }, { leaf: 1, epoch: 4n }, 100);
    expect(nextBeat(state, []).beat.echoes).toEqual([]);
  });

  it('forget at a new epoch whom they heard in the old one', () => {
    const heard = onAnswer(startHostBeats(4n, 0), { n: 3 }, { leaf: 1, epoch: 4n }, 100);
    expect(nextBeat(onEpoch(heard, 5n, 200), []).beat.echoes).toEqual([]);
  });

  it('a replayed answer does not move the echo back', () => {
    let state = onAnswer(startHostBeats(4n, 0), { n: 3 }, { leaf: 1, epoch: 4n }, 100);
    state = onAnswer(state, { n: 2 }, { leaf: 1, epoch: 4n }, 200);
    expect(nextBeat(state, []).beat.echoes).toEqual([{ leaf: 1, n: 3 }]);
  });

  it('name who has not followed into the epoch after 15 s', () => {
    const state = startHostBeats(4n, 0);
    expect(stragglers(state, roster, 14_999)).toEqual([]);
    expect(stragglers(state, roster, 15_000)).toEqual(['A']);
    const heard = onAnswer(state, { n: 1 }, { leaf: 1, epoch: 4n }, 10_000);
    expect(stragglers(heard, roster, 24_999)).toEqual([]);
    expect(stragglers(heard, roster, 25_000)).toEqual(['A']);
  });
});

describe('counter reports', () => {
  it('make the last but one report the floor', () => {
    const reports = new CounterReports();
    expect(reports.add(1, 4n, [{ kid: 20, ctr: 10 }])).toEqual([]);
    expect(reports.add(1, 4n, [{ kid: 20, ctr: 30 }])).toEqual([{ kid: 20, ctr: 10 }]);
    expect(reports.add(1, 4n, [{ kid: 20, ctr: 50 }])).toEqual([{ kid: 20, ctr: 30 }]);
  });

  it('start anew with an epoch, and ignore a report of an older one', () => {
    const reports = new CounterReports();
    reports.add(1, 4n, [{ kid: 20, ctr: 10 }]);
    expect(reports.add(1, 5n, [{ kid: 21, ctr: 1 }])).toEqual([]);
    expect(reports.add(1, 4n, [{ kid: 20, ctr: 99 }])).toEqual([]);
    expect(reports.add(1, 5n, [{ kid: 21, ctr: 2 }])).toEqual([{ kid: 21, ctr: 1 }]);
    reports.clear();
    expect(reports.add(1, 5n, [{ kid: 21, ctr: 2 }])).toEqual([]);
  });
});
