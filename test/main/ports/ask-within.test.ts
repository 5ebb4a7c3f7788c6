import { describe, expect, it } from 'vitest';
import { askWithin } from '../../../main/ports/ask-within.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** Asks somebody who never answers; `told`: whether they were told to end. */
function askNobody(stop?: AbortSignal) {
  const clock = new FakeClock();
  const seen = { told: false };
  const limit = { clock, limitMs: 1_000, otherwise: 'nothing', ...(stop && { stop }) };
  const answer = askWithin<string>(limit, (signal) => {
    signal.addEventListener('abort', () => {
      seen.told = true;
    });
    return new Promise(() => undefined);
  });
  return { clock, seen, answer };
}

describe('asking a port', () => {
  it('has its answer, and leaves no timer', async () => {
    const clock = new FakeClock();
    const limit = { clock, limitMs: 1_000, otherwise: 'nothing' };
    expect(await askWithin(limit, () => Promise.resolve('something'))).toBe('something');
    expect(clock.pending).toBe(0);
  });

  it('waits for nobody who does not answer in time, and tells them', async () => {
    const { clock, seen, answer } = askNobody();
    await clock.advance(1_000);
    expect(await answer).toBe('nothing');
    expect(seen.told).toBe(true);
  });

  it('waits for nobody once the answer is not wanted', async () => {
    const stop = new AbortController();
    const { clock, seen, answer } = askNobody(stop.signal);
    stop.abort();
    expect(await answer).toBe('nothing');
    expect(seen.told).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('asks nobody for what is not wanted any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const { clock, seen, answer } = askNobody(stop.signal);
    expect(clock.pending).toBe(0);
    expect(await answer).toBe('nothing');
    expect(seen.told).toBe(false);
  });

  it('takes no failure for an answer that comes of being told to end', async () => {
    const clock = new FakeClock();
    const limit = { clock, limitMs: 1_000, otherwise: 'nothing' };
    const answer = askWithin(
      limit,
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', reject);
        }),
    );
    await clock.advance(1_000);
    expect(await answer).toBe('nothing');
  });

  it('passes on what went wrong', async () => {
    const limit = { clock: new FakeClock(), limitMs: 1_000, otherwise: 'nothing' };
    await expect(askWithin(limit, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
  });
});
