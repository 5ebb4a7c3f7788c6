import { describe, expect, it } from 'vitest';
import { MessageMemory } from '../../../server/room/message-memory.ts';

describe('MessageMemory', () => {
  it('forgets the oldest when it is full', () => {
    const memory = new MessageMemory(2);
    memory.remember('a', 1);
    memory.remember('b', 2);
    memory.remember('c', 3);
    expect(['a', 'b', 'c'].map((id) => memory.sequenceOf(id))).toEqual([null, 2, 3]);
  });
});
