import { beforeEach, describe, expect, it } from 'vitest';
import { FileCarrier } from '../../../renderer/view-models/file-carrier.ts';
import {
  carryFiles,
  loadCarrier,
  type LoadCarrier,
} from '../../../renderer/view-models/late-carrier.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeSealedMedia } from '../../support/fake-sealed-media.ts';
import { recordingLog } from '../../support/recording-log.ts';

const chunk = { fileId: 1, round: 1, index: 0, to: testId<SeatId>(1), bytes: new Uint8Array([1]) };

let media: FakeSealedMedia;
let left: number;
let loads: number;
/** What becomes of the first attempt to load. */
let loaded: PromiseWithResolvers<void>;

beforeEach(() => {
  const scope = new Scope();
  media = new FakeSealedMedia();
  left = 0;
  loads = 0;
  loaded = Promise.withResolvers();
  const { client } = media.open({ scope, onBroken: () => undefined });
  const load: LoadCarrier = async (options) => {
    loads += 1;
    if (loads === 1) await loaded.promise;
    return new FileCarrier(options);
  };
  const trickle = (): Promise<void> => {
    left += 1;
    return Promise.resolve();
  };
  const isCallPoor = (): boolean => false;
  const [clock, log] = [new FakeClock(), recordingLog()];
  carryFiles({ client, trickle, isCallPoor, clock, log, scope }, load);
});

describe('a carrier that is loaded late', () => {
  it('is loaded with the first file of ours, and once', async () => {
    media.last.push('file.gone', { fileId: 7, reason: 'left' });
    await settle();
    expect(loads).toBe(0);
    for (const fileId of [1, 2]) media.last.push('file.round', { fileId, round: 1 });
    expect(loads).toBe(1);
  });

  it('carries what came meanwhile, in its order', async () => {
    media.last.push('file.round', { fileId: 1, round: 1 });
    media.last.push('file.outgoing', chunk);
    await settle();
    expect(left).toBe(0);
    loaded.resolve();
    await settle();
    expect(left).toBe(1);
    expect(media.last.inputsOf('file.sent')).toEqual([{ fileId: 1, round: 1, index: 0 }]);
  });

  it('carries nothing of a file that went meanwhile', async () => {
    media.last.push('file.round', { fileId: 1, round: 1 });
    media.last.push('file.outgoing', chunk);
    media.last.push('file.gone', { fileId: 1, reason: 'cancelled' });
    media.last.push('file.outgoing', { ...chunk, index: 1 });
    loaded.resolve();
    await settle();
    // The first had left before it was heard of.
    expect(left).toBe(1);
  });

  it('gives the file up where it cannot be loaded, and is loaded with the next one', async () => {
    media.last.push('file.round', { fileId: 1, round: 1 });
    media.last.push('file.outgoing', chunk);
    loaded.reject(new Error('no network'));
    await settle();
    expect(media.last.inputsOf('file.cancel')).toEqual([{ fileId: 1, reason: 'interrupted' }]);
    media.last.push('file.round', { fileId: 2, round: 1 });
    media.last.push('file.outgoing', { ...chunk, fileId: 2 });
    await settle();
    expect([loads, left]).toEqual([2, 1]);
  });

  it('is the file carrier', async () => {
    const scope = new Scope();
    const { client } = media.open({ scope, onBroken: () => undefined });
    const options = { client, trickle: () => Promise.resolve(), isCallPoor: () => false };
    const ports = { clock: new FakeClock(), log: recordingLog(), scope };
    expect(await loadCarrier({ ...options, ...ports })).toBeInstanceOf(FileCarrier);
  });
});
