import { describe, expect, it } from 'vitest';
import {
  dueAtMs,
  lastWordsMs,
  nextAutoLock,
  type AutoLockDeed,
  type AutoLockEvent,
  type AutoLockState,
} from '../../../src/domain/auto-lock.ts';

const minute = 60_000;
const startMs = 1_000_000_000;

/** A vault that was opened just now, and a clock; deeds are collected with the minute in which they are done. */
class Watch {
  state: AutoLockState = { phase: 'shut' };
  nowMs = startMs;
  readonly deeds: { readonly deed: AutoLockDeed; readonly atMs: number }[] = [];

  take(event: AutoLockEvent): void {
    const { state, deed } = nextAutoLock(this.state, event, this.nowMs);
    this.state = state;
    if (deed) this.deeds.push({ deed, atMs: this.nowMs - startMs });
  }

  /** Lets time pass as a host and a timer do: a look at the use every two seconds, and whatever is due in time. */
  pass(ms: number, used: 'used' | 'unused' | 'untold' = 'unused', each?: () => void): void {
    const endMs = this.nowMs + ms;
    const lastUseMs = this.nowMs;
    while (this.nowMs < endMs) {
      this.nowMs += 2_000;
      each?.();
      const dueMs = dueAtMs(this.state);
      if (dueMs !== null && dueMs <= this.nowMs) this.take({ kind: 'due' });
      if (used === 'untold') continue;
      const idleMs = used === 'used' ? 0 : this.nowMs - lastUseMs;
      this.take({ kind: 'idle', idleMs, atMs: this.nowMs });
    }
  }

  get kinds(): string[] {
    return this.deeds.map(({ deed }) => deed.kind);
  }
}

function opened(minutes = 10): Watch {
  const watch = new Watch();
  watch.take({ kind: 'opened', minutes });
  return watch;
}

describe('a vault that nobody uses', () => {
  it('tells half a minute before, has the page save, and locks when it has', () => {
    const watch = opened();
    watch.pass(10 * minute);
    watch.take({ kind: 'released' });
    expect(watch.deeds).toEqual([
      { deed: { kind: 'notice', lockAtMs: startMs + 10 * minute }, atMs: 9.5 * minute },
      { deed: { kind: 'close', why: { kind: 'idle', minutes: 10 } }, atMs: 10 * minute },
      { deed: { kind: 'lock', why: { kind: 'idle', minutes: 10 } }, atMs: 10 * minute },
    ]);
  });

  it('locks without a page that answers', () => {
    const watch = opened();
    watch.pass(10 * minute + lastWordsMs);
    expect(watch.deeds.at(-1)).toMatchObject({
      deed: { kind: 'lock' },
      atMs: 10 * minute + lastWordsMs,
    });
  });

  it('stays open for whoever moves, and takes the notice back', () => {
    const watch = opened();
    watch.pass(9.6 * minute);
    watch.pass(minute, 'used');
    watch.pass(9 * minute);
    expect(watch.kinds).toEqual(['notice', 'calm']);
  });

  it('locks when its host tells nothing more', () => {
    const watch = opened();
    watch.pass(minute, 'used');
    watch.pass(10 * minute, 'untold');
    expect(watch.deeds.at(-1)).toMatchObject({ deed: { kind: 'close' }, atMs: 11 * minute });
  });

  it('follows a time that is chosen while it is open', () => {
    const watch = opened(60);
    watch.pass(5 * minute);
    watch.take({ kind: 'minutes-set', minutes: 3 });
    expect(watch.deeds.at(-1)?.deed).toEqual({ kind: 'close', why: { kind: 'idle', minutes: 3 } });
  });

  it('is not kept open by a clock that is set back while the page saves, and says nothing more', () => {
    const watch = opened();
    watch.take({ kind: 'left', why: { kind: 'suspend' } });
    watch.nowMs -= 24 * 60 * minute;
    watch.take({ kind: 'due' });
    expect(watch.kinds).toEqual(['close', 'lock']);
  });

  it('is not kept open by a clock that was set back', () => {
    const watch = opened();
    watch.pass(minute, 'used');
    watch.nowMs -= 24 * 60 * minute;
    watch.pass(10 * minute + 2_000);
    expect(watch.kinds).toContain('close');
  });
});

describe('a therapist who only listens', () => {
  const call = (watch: Watch) => (): void => {
    if ((watch.nowMs - startMs) % minute === 0) watch.take({ kind: 'call' });
  };

  it('is left alone, and has the whole time again after the call', () => {
    const watch = opened();
    watch.pass(60 * minute, 'unused', call(watch));
    expect(watch.kinds).toEqual([]);
    watch.take({ kind: 'idle', idleMs: 61 * minute, atMs: watch.nowMs });
    expect(dueAtMs(watch.state)).toBe(watch.nowMs + 2 * minute + 9.5 * minute);
  });

  it('is not one any more three hours after the last touch', () => {
    const watch = opened();
    watch.pass(3 * 60 * minute + 10 * minute, 'unused', call(watch));
    expect(watch.deeds.at(-1)).toMatchObject({ deed: { kind: 'close' }, atMs: 190 * minute });
  });

  it.each(['suspend', 'screen-lock', 'lid'] as const)('locks by %s all the same', (kind) => {
    const watch = opened();
    watch.take({ kind: 'call' });
    watch.take({ kind: 'left', why: { kind } });
    expect(watch.deeds.at(-1)?.deed).toEqual({ kind: 'close', why: { kind } });
  });
});

describe('a person who turns away', () => {
  it('is told the first reason of several', () => {
    const watch = opened();
    watch.take({ kind: 'left', why: { kind: 'lid' } });
    watch.take({ kind: 'left', why: { kind: 'screen-lock' } });
    watch.take({ kind: 'left', why: { kind: 'suspend' } });
    watch.take({ kind: 'released' });
    expect(watch.deeds.map(({ deed }) => deed)).toEqual([
      { kind: 'close', why: { kind: 'lid' } },
      { kind: 'lock', why: { kind: 'lid' } },
    ]);
  });

  it('locks what was about to open', () => {
    const watch = new Watch();
    watch.take({ kind: 'left', why: { kind: 'screen-lock' } });
    expect(watch.deeds.at(-1)?.deed).toEqual({ kind: 'lock', why: { kind: 'screen-lock' } });
  });

  it('is known by a machine that was silent, where the system tells of no sleep', () => {
    const watch = opened(60);
    watch.pass(minute, 'used');
    watch.nowMs += 20 * minute;
    watch.take({ kind: 'idle', idleMs: 0, atMs: watch.nowMs });
    expect(watch.deeds.at(-1)?.deed).toEqual({ kind: 'close', why: { kind: 'suspend' } });
  });

  it('does not stay in the way of the next opening', () => {
    const watch = opened();
    watch.take({ kind: 'left', why: { kind: 'suspend' } });
    watch.take({ kind: 'released' });
    watch.take({ kind: 'shut' });
    watch.take({ kind: 'opened', minutes: 10 });
    watch.pass(5 * minute, 'used');
    expect(watch.state.phase).toBe('open');
  });
});

it('wants nothing while the vault is shut, whatever is told', () => {
  const watch = new Watch();
  watch.pass(60 * minute);
  watch.take({ kind: 'call' });
  watch.take({ kind: 'released' });
  watch.take({ kind: 'minutes-set', minutes: 1 });
  expect([watch.deeds, dueAtMs(watch.state)]).toEqual([[], null]);
});
