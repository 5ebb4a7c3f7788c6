import { describe, expect, it } from 'vitest';
import { LongWork, type WorkTools } from '../../../main/services/long-work.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { rejectedCode } from '../../support/rejected-code.ts';

function made() {
  const clock = new FakeClock();
  const work = new LongWork(clock);
  const told: number[] = [];
  work.events.on('progress', ({ done }) => told.push(done));
  /** Work that never ends by itself. */
  const endless = async ({ pause }: WorkTools): Promise<never> => {
    for (;;) await pause();
  };
  return { clock, work, told, endless };
}

describe('long work', () => {
  it('answers with what it found', async () => {
    const { work } = made();
    const outcome = await work.run('verification', () => Promise.resolve(7));
    expect(outcome).toEqual({ outcome: 'done', result: 7 });
  });

  it('lets others have their turn at each pause', async () => {
    const { work, clock } = made();
    const order: string[] = [];
    const running = work.run('verification', async ({ pause }) => {
      order.push('first step');
      await pause();
      order.push('second step');
    });
    clock.after(0, () => order.push('somebody else'));
    await clock.advance(0);
    await running;
    expect(order).toEqual(['first step', 'second step', 'somebody else']);
  });

  it('tells each hundredth once, from 0, and nothing that goes back or beyond', async () => {
    const { work, told } = made();
    await work.run('verification', ({ progress }) => {
      for (const done of [0.001, 0.011, 0.0119, 0.5, 0.2, 0.505, -1, 2, 1]) progress(done);
      return Promise.resolve();
    });
    expect(told).toEqual([0, 0.01, 0.5, 1]);
  });

  it('ends at its next pause when it is cancelled, as no failure', async () => {
    const { work, clock, endless } = made();
    const running = work.run('verification', endless);
    work.cancel('verification');
    await clock.advance(0);
    expect(await running).toEqual({ outcome: 'cancelled' });
    expect(clock.pending).toBe(0);
  });

  it('tells what goes on elsewhere that it was cancelled', async () => {
    const { work } = made();
    let signal: AbortSignal | null = null;
    void work.run('verification', (tools) => {
      ({ signal } = tools);
      return new Promise<never>(() => undefined);
    });
    work.cancel('verification');
    expect(signal).toMatchObject({ aborted: true });
    await Promise.resolve();
  });

  it('is one of its kind, and another can follow it', async () => {
    const { work, clock, endless } = made();
    const first = work.run('verification', endless);
    expect(await rejectedCode(work.run('verification', endless))).toBe('conflict');
    work.close();
    await clock.advance(0);
    expect(await first).toEqual({ outcome: 'cancelled' });
    const next = work.run('verification', () => Promise.resolve('again'));
    expect(await next).toEqual({ outcome: 'done', result: 'again' });
  });

  it('fails as what it does fails, and can be tried again', async () => {
    const { work } = made();
    const failing = work.run('verification', () => Promise.reject(new AppError('disk-full')));
    expect(await rejectedCode(failing)).toBe('disk-full');
    expect(await work.run('verification', () => Promise.resolve(1))).toMatchObject({ result: 1 });
  });

  it('does not mind being cancelled when there is none', () => {
    const { work } = made();
    expect(() => {
      work.cancel('verification');
      work.close();
    }).not.toThrow();
  });
});
