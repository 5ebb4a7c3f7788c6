import { describe, expect, it } from 'vitest';
import {
  actionOf,
  keysOf,
  namedKeysOf,
  type KeyedAction,
  type KeyPress,
} from '../../../../renderer/screens/shared/key-map.ts';

const all: readonly KeyedAction[] = [
  'microphone',
  'camera',
  'note',
  'find',
  'settings',
  'lock',
  'list',
];

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    ctrlKey: true,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    repeat: false,
    ...more,
  };
}

describe('keys', () => {
  it('are different for every action', () => {
    const keys = all.map((action) => keysOf(action, 'other').join('+'));
    expect(new Set(keys).size).toBe(all.length);
  });

  it.each(all)('that are shown for %s do it', (action) => {
    for (const keyboard of ['mac', 'other'] as const) {
      const shown = keysOf(action, keyboard);
      const pressed = press(shown.at(-1) ?? '', {
        ctrlKey: keyboard === 'other',
        metaKey: keyboard === 'mac',
        shiftKey: shown.includes('Shift'),
      });
      expect(actionOf(pressed, all, keyboard)).toBe(action);
    }
  });

  it('are named for assistive technology as the standard names them', () => {
    expect(namedKeysOf('lock', 'other')).toBe('Control+Shift+L');
    expect(namedKeysOf('find', 'mac')).toBe('Meta+K');
  });

  it.each([
    ['without Control', press('d', { ctrlKey: false })],
    ['with Alt, which writes signs on some keyboards', press('d', { altKey: true })],
    ['held down', press('d', { repeat: true })],
    ['with Shift where there is none', press('d', { shiftKey: true })],
    ['without Shift where there is one', press('l')],
    ['with the Mac’s key elsewhere', press('d', { metaKey: true })],
    ['that nobody chose', press('x')],
  ])('pressed %s do nothing', (_what, pressed) => {
    expect(actionOf(pressed, all, 'other')).toBeNull();
  });

  it('do nothing on a screen that does not have the action', () => {
    expect(actionOf(press('k'), ['microphone'], 'other')).toBeNull();
  });
});
