import { expect, it } from 'vitest';
import { keptOut } from '../../../../renderer/screens/call/kept-out.ts';
import { held, liveCall } from './encryption.ts';

it('is nothing outside of a call', () => {
  expect(keptOut({ phase: 'idle' })).toBe(0);
});

it('is said before keys are agreed, and with them', () => {
  expect(keptOut(liveCall([held('a')], null, { refused: 2 }))).toBe(2);
  expect(keptOut(liveCall([held('a')], { refused: 3 }))).toBe(3);
});
