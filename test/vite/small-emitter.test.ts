import { EventEmitter as NodeEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EventEmitter } from '../../vite/small-emitter.ts';

type Change = (name: string, listener: (...args: unknown[]) => void) => unknown;

interface Emitter {
  readonly on: Change;
  readonly once: Change;
  readonly off: Change;
  readonly prependListener: Change;
  readonly prependOnceListener: Change;
  emit(name: string, ...args: unknown[]): boolean;
  listenerCount(name: string): number;
  removeAllListeners(...names: (string | undefined)[]): unknown;
}

const names = ['a', 'b'] as const;

/** Does the same things, in an order of its seed, to any emitter; listeners change it while it calls them. */
function run(emitter: Emitter, seed: number): readonly unknown[] {
  const random = randomOf(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const heard: unknown[] = [];
  const listeners = Array.from({ length: 4 }, (_one, index) => (...args: unknown[]): void => {
    heard.push([index, ...args]);
    const name = names[index % 2] ?? 'a';
    if (index === 1) emitter.off(name, listeners[2] ?? fail);
    if (index === 2 && emitter.listenerCount(name) < 6) emitter.on(name, listeners[3] ?? fail);
    if (index === 3 && args[0] === 0) emitter.emit(name, 1);
  });
  for (let step = 0; step < 60; step += 1) {
    const name = names[pick(2)] ?? 'a';
    const listener = listeners[pick(4)] ?? fail;
    const ways = ['on', 'once', 'prependListener', 'prependOnceListener', 'off', 'off'] as const;
    const way = ways[pick(8)];
    if (way) emitter[way](name, listener);
    else if (pick(12) === 0) emitter.removeAllListeners(pick(2) === 0 ? name : undefined);
    else heard.push(emitter.emit(name, 0, step));
    heard.push(emitter.listenerCount(name));
  }
  return heard;
}

/** The same numbers for a seed, every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function fail(): void {
  throw new Error('no such listener');
}

describe('the small emitter', () => {
  it('does what Node’s does, whatever is done to it', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      expect(run(new EventEmitter(), seed)).toEqual(
        run(new NodeEmitter().setMaxListeners(0), seed),
      );
    }
  });

  it('throws an error that nobody listens to, and what a listener throws', () => {
    const emitter = new EventEmitter();
    expect(() => emitter.emit('error', new Error('unheard'))).toThrow('unheard');
    emitter.on('error', () => {
      throw new Error('thrown');
    });
    expect(() => emitter.emit('error', new Error('heard'))).toThrow('thrown');
  });
});
