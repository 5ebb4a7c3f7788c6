import { describe, expect, it } from 'vitest';
import { fileReceiver } from '../../../../renderer/screens/talk/file-receiver.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';

const [anna, ben] = [{ seatId: testId<SeatId>(1) }, { seatId: testId<SeatId>(2) }];

describe('the receiver of a file', () => {
  it('is the only one there is', () => {
    expect(fileReceiver([anna], null)).toBe(anna);
    expect(fileReceiver([], null)).toBeNull();
  });

  it('is nobody among several before one was chosen', () => {
    expect(fileReceiver([anna, ben], null)).toBeNull();
  });

  it('is whoever was chosen, and nobody else once they have left', () => {
    expect(fileReceiver([anna, ben], ben.seatId)).toBe(ben);
    expect(fileReceiver([anna], ben.seatId)).toBeNull();
  });
});
