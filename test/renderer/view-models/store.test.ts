import { expect, it, vi } from 'vitest';
import { createStore } from '../../../renderer/view-models/store.ts';

it('tells its listeners of each change, and of nothing that is not one', () => {
  const store = createStore('a');
  const listener = vi.fn<() => void>();
  store.subscribe(listener);
  store.set('b');
  store.set('b');
  expect(store.get()).toBe('b');
  expect(listener).toHaveBeenCalledTimes(1);
});

it('counts one function subscribed twice as two subscriptions', () => {
  const store = createStore(0);
  const listener = vi.fn<() => void>();
  const off = store.subscribe(listener);
  store.subscribe(listener);
  off();
  off();
  store.set(1);
  expect(listener).toHaveBeenCalledTimes(1);
});
