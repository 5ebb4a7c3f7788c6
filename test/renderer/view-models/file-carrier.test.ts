import { beforeEach, describe, expect, it } from 'vitest';
import { FileCarrier } from '../../../renderer/view-models/file-carrier.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeSealedMedia } from '../../support/fake-sealed-media.ts';
import { recordingLog } from '../../support/recording-log.ts';

const anna = testId<SeatId>(1);

let clock: FakeClock;
let scope: Scope;
let media: FakeSealedMedia;
let isPoor: boolean;
let carrier: FileCarrier;
/** Chunks that the relay has taken and not delivered yet. */
let underWay: {
  readonly stop: AbortSignal;
  arrive: () => void;
  fail: (code: 'too-many' | 'not-found' | 'timeout') => void;
}[];

beforeEach(() => {
  clock = new FakeClock();
  scope = new Scope();
  media = new FakeSealedMedia();
  isPoor = false;
  underWay = [];
  const { client } = media.open({ scope, onBroken: () => undefined });
  carrier = new FileCarrier({
    client,
    trickle: (_to, _bytes, stop) =>
      new Promise((resolve, reject) => {
        underWay.push({
          stop,
          arrive: resolve,
          fail: (code) => {
            reject(new AppError(code));
          },
        });
      }),
    isCallPoor: () => isPoor,
    clock,
    log: recordingLog(),
    scope,
  });
});

function carry(index: number, fileId = 1, round = 1): void {
  carrier.carry({ fileId, round, index, to: anna, bytes: new Uint8Array([1]) });
}

/** As many chunks as the worker hands out at once, of a file whose first round has begun. */
function carryMany(count: number, fileId = 1): void {
  carrier.begin(fileId, 1);
  for (let index = 0; index < count; index += 1) carry(index, fileId);
}

const sent = (): unknown[] => media.last.inputsOf('file.sent');
const cancelled = (): unknown[] => media.last.inputsOf('file.cancel');

/** Lets everything that is under way arrive, each after the same time, until there are no more than so many in all. */
async function arriveUntil(total: number, tookMs: number): Promise<number[]> {
  const atOnce: number[] = [];
  for (let arrived = 0; underWay.length < total;) {
    atOnce.push(underWay.length - arrived);
    await clock.advance(tookMs);
    const until = underWay.length;
    for (; arrived < until; arrived += 1) underWay[arrived]?.arrive();
    await settle();
    await clock.advance(tookMs);
  }
  return atOnce;
}

describe('a chunk of a file', () => {
  it('is told of when it has arrived, and the next leaves when the line has rested for as long', async () => {
    carryMany(2);
    await clock.advance(300);
    expect([sent(), underWay.length]).toEqual([[], 1]);
    underWay[0]?.arrive();
    await settle();
    expect(sent()).toEqual([{ fileId: 1, round: 1, index: 0 }]);
    carry(2);
    await settle();
    // The way is longer than one chunk: a second one may leave, and a third one has to wait for the rest.
    expect(underWay).toHaveLength(2);
    await clock.advance(299);
    expect(underWay).toHaveLength(2);
    await clock.advance(1);
    expect(underWay).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it('goes with more and more others while none of them waits on its way, up to twelve', async () => {
    carryMany(60);
    const atOnce = await arriveUntil(60, 100);
    expect(atOnce[0]).toBe(1);
    expect(Math.max(...atOnce)).toBe(12);
    expect(atOnce).toEqual(atOnce.toSorted((one, other) => one - other));
  });

  it('goes alone, with as long a rest behind it, where one takes long by itself', async () => {
    carryMany(3);
    for (const expected of [1, 2]) {
      await clock.advance(1_500);
      underWay.at(-1)?.arrive();
      await clock.advance(1_499);
      expect(underWay).toHaveLength(expected);
      await clock.advance(1);
      expect(underWay).toHaveLength(expected + 1);
    }
  });

  it('is followed by no more than two seconds of rest, however long it took', async () => {
    carryMany(2);
    await clock.advance(60_000);
    underWay[0]?.arrive();
    await clock.advance(1_999);
    expect(underWay).toHaveLength(1);
    await clock.advance(1);
    expect(underWay).toHaveLength(2);
  });

  it('goes alone with a long rest while the call is poor', async () => {
    carryMany(12);
    await arriveUntil(6, 10);
    isPoor = true;
    const before = underWay.length;
    for (const { arrive } of underWay) arrive();
    await clock.advance(1_999);
    expect(underWay).toHaveLength(before);
    await clock.advance(1);
    expect(underWay).toHaveLength(before + 1);
  });

  it('is one of sixty a second, of the hundred messages that a server takes', async () => {
    carryMany(500);
    for (let passed = 0; passed < 5_000; passed += 10) {
      for (const { arrive } of underWay) arrive();
      await clock.advance(10);
    }
    expect(underWay.length).toBeGreaterThan(290);
    expect(underWay.length).toBeLessThanOrEqual(320);
  });

  it('shares the line with those of other files', async () => {
    carryMany(2, 1);
    carryMany(2, 2);
    await settle();
    expect(underWay).toHaveLength(1);
  });

  it('stays here when its file goes no further, and what has left is nobody’s any more', async () => {
    carryMany(4);
    await settle();
    carrier.forget(1);
    expect(underWay[0]?.stop.aborted).toBe(true);
    underWay[0]?.arrive();
    await clock.advance(1_000);
    expect([underWay.length, ...sent(), ...cancelled()]).toEqual([1]);
  });

  it('stays here when a new round begins, whose chunks leave', async () => {
    carryMany(4);
    await settle();
    carrier.begin(1, 2);
    carry(4);
    carry(0, 1, 2);
    underWay[0]?.arrive();
    await clock.advance(1);
    expect(underWay.map(({ stop }) => stop.aborted)).toEqual([true, false]);
    underWay[1]?.arrive();
    await clock.advance(1);
    expect(sent()).toEqual([{ fileId: 1, round: 2, index: 0 }]);
  });

  it.each(['too-many', 'timeout'] as const)(
    'takes its file along when the way does not carry it: %s',
    async (code) => {
      carryMany(3);
      underWay[0]?.fail(code);
      await clock.advance(1_000);
      expect(cancelled()).toEqual([{ fileId: 1, reason: 'interrupted' }]);
      expect([underWay.length, ...sent()]).toEqual([1]);
    },
  );

  it('is left to the worker when its receiver has left', async () => {
    carryMany(3);
    underWay[0]?.fail('not-found');
    await clock.advance(1_000);
    expect([underWay.length, ...cancelled(), ...sent()]).toEqual([1]);
  });

  it('ends with the worker, and leaves no timer', async () => {
    carryMany(3);
    await clock.advance(700);
    underWay[0]?.arrive();
    await settle();
    expect(clock.pending).toBe(1);
    scope.close();
    await settle();
    expect(clock.pending).toBe(0);
    expect([underWay.length, ...cancelled()]).toEqual([1]);
  });
});
