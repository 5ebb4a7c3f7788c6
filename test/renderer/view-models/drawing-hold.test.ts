import { describe, expect, it } from 'vitest';
import { DrawingHold } from '../../../renderer/view-models/drawing-hold.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function setUp() {
  const clock = new FakeClock();
  const hold = new DrawingHold(clock);
  let drawn = 0;
  const draw = (): void => {
    drawn += 1;
  };
  return { clock, hold, draw, drawn: () => drawn };
}

describe('holding a drawing back', () => {
  it('draws at once while nothing is more urgent', () => {
    const { hold, draw, drawn } = setUp();
    hold.draw(draw);
    hold.draw(draw);
    expect(drawn()).toBe(2);
  });

  it('draws once for all changes of the meantime, when it is over', () => {
    const { hold, draw, drawn, clock } = setUp();
    const release = hold.hold(100);
    hold.draw(draw);
    hold.draw(draw);
    expect(drawn()).toBe(0);
    release();
    release();
    expect(drawn()).toBe(1);
    expect(clock.pending).toBe(0);
    hold.draw(draw);
    expect(drawn()).toBe(2);
  });

  it('draws after the longest time in any case', async () => {
    const { hold, draw, drawn, clock } = setUp();
    const release = hold.hold(100);
    hold.draw(draw);
    await clock.advance(99);
    expect(drawn()).toBe(0);
    await clock.advance(1);
    expect(drawn()).toBe(1);
    release();
    expect(drawn()).toBe(1);
  });

  it('waits for everything that is more urgent', () => {
    const { hold, draw, drawn } = setUp();
    const [first, second] = [hold.hold(100), hold.hold(100)];
    hold.draw(draw);
    first();
    expect(drawn()).toBe(0);
    second();
    expect(drawn()).toBe(1);
  });
});
