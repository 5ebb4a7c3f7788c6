import { describe, expect, it } from 'vitest';
import { isBusyReceiver } from '../../../../renderer/screens/talk/busy-receiver.ts';
import { file, talker } from './talk-items.ts';

const [anna, ben] = [talker('a'), talker('b')];
const moving = { phase: 'moving', movedBytes: 0 } as const;

describe('a receiver', () => {
  it('is busy while a file of ours is on its way to them, and not for others', () => {
    const items = [file('1', anna, moving, 'out')];
    expect(isBusyReceiver(items, anna.seatId)).toBe(true);
    expect(isBusyReceiver(items, ben.seatId)).toBe(false);
    expect(isBusyReceiver([file('1', anna, { phase: 'preparing' }, 'out')], anna.seatId)).toBe(
      true,
    );
  });

  it('is free once it has arrived, and while only they send one', () => {
    expect(isBusyReceiver([file('1', anna, { phase: 'arrived' }, 'out')], anna.seatId)).toBe(false);
    expect(isBusyReceiver([file('1', anna, moving, 'in')], anna.seatId)).toBe(false);
  });
});
