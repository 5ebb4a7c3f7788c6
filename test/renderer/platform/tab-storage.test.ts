import { expect, it } from 'vitest';
import { createTabStorage } from '../../../renderer/platform/tab-storage.ts';

function workingStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => {
      kept.clear();
    },
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

it.each([
  ['works', workingStorage()],
  ['is refused', null],
])('keeps a text when the browser storage %s', (_how, storage) => {
  const tab = createTabStorage(() => {
    if (!storage) throw new DOMException('denied', 'SecurityError');
    return storage;
  });
  expect(tab.read('a')).toBeNull();
  tab.write('a', 'text');
  expect(tab.read('a')).toBe('text');
  tab.remove('a');
  expect(tab.read('a')).toBeNull();
});
