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
let underWay: { arrive: () => void; fail: (code: 'too-many' | 'not-found' | 'timeout') => void }[];

beforeEach(() => {
  clock = new FakeClock();
  scope = new Scope();
  media = new FakeSealedMedia();
  isPoor = false;
  underWay = [];
  const { client } = media.open({ scope, onBroken: () => undefined });
  carrier = new FileCarrier({
    client,
    trickle: () =>
      new Promise((resolve, reject) => {
        underWay.push({
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

function carry(index: number, fileId = 1): void {
  const bytes = new Uint8Array([1]);
  void carrier.carry({ fileId, round: 1, index, to: anna, bytes });
}

const sent = (): unknown[] => media.last.inputsOf('file.sent');
const cancelled = (): unknown[] => media.last.inputsOf('file.cancel');

describe('a chunk of a file', () => {
  it('is sent when it has arrived and the line has rested for as long', async () => {
    carry(0);
    await clock.advance(300);
    expect(sent()).toEqual([]);
    underWay[0]?.arrive();
    await clock.advance(299);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect(sent()).toEqual([{ fileId: 1, round: 1, index: 0 }]);
    expect(clock.pending).toBe(0);
  });

  it('is followed by no more than two seconds of rest, however long it took', async () => {
    carry(0);
    await clock.advance(60_000);
    underWay[0]?.arrive();
    await clock.advance(1_999);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect(sent()).toHaveLength(1);
  });

  it('is followed by a long rest while the call is poor', async () => {
    isPoor = true;
    carry(0);
    underWay[0]?.arrive();
    await clock.advance(1_999);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect(sent()).toHaveLength(1);
  });

  it('shares the time with those of other files', async () => {
    carry(0, 1);
    carry(0, 2);
    await clock.advance(100);
    underWay[0]?.arrive();
    await clock.advance(199);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect(sent()).toEqual([{ fileId: 1, round: 1, index: 0 }]);
  });

  it('is offered again when the relay has no room, and given up after a while', async () => {
    carry(0);
    for (let attempt = 0; attempt < 19; attempt += 1) {
      underWay[attempt]?.fail('too-many');
      await clock.advance(1_000);
      expect(underWay).toHaveLength(attempt + 2);
    }
    underWay[19]?.fail('too-many');
    await settle();
    expect(cancelled()).toEqual([{ fileId: 1, reason: 'interrupted' }]);
  });

  it('is given up when the way does not carry it', async () => {
    carry(0);
    underWay[0]?.fail('timeout');
    await settle();
    expect(cancelled()).toEqual([{ fileId: 1, reason: 'interrupted' }]);
    expect(sent()).toEqual([]);
  });

  it('is left to the worker when its receiver has left', async () => {
    carry(0);
    underWay[0]?.fail('not-found');
    await settle();
    expect([...cancelled(), ...sent()]).toEqual([]);
  });

  it('ends with the worker, and leaves no timer', async () => {
    carry(0);
    await clock.advance(500);
    underWay[0]?.arrive();
    await settle();
    expect(clock.pending).toBe(1);
    scope.close();
    await settle();
    expect(clock.pending).toBe(0);
    expect([...cancelled(), ...sent()]).toEqual([]);
  });
});
