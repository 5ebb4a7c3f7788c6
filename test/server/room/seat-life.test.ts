import { describe, expect, it } from 'vitest';
import { nextSeatLife, type SeatEvent, type SeatLife } from '../../../server/room/seat-life.ts';

const lives: SeatLife[] = ['waiting', 'waiting-dropped', 'admitted', 'admitted-dropped', 'gone'];
const events: SeatEvent[] = ['admit', 'drop', 'return', 'end'];

describe('a seat', () => {
  it('goes from the lobby into the room only by admission', () => {
    const admitted = lives.flatMap((life) =>
      events.flatMap((event) => {
        const isWaiting = life.startsWith('waiting');
        const next = attempt(life, event);
        return isWaiting && next?.startsWith('admitted') ? [`${life} ${event}`] : [];
      }),
    );
    expect(admitted).toEqual(['waiting admit', 'waiting-dropped admit']);
  });

  it('never comes back once it is gone', () => {
    expect(events.map((event) => attempt('gone', event))).toEqual([null, null, null, null]);
  });

  it('keeps its place over a drop', () => {
    expect(nextSeatLife(nextSeatLife('waiting', 'drop'), 'return')).toBe('waiting');
    expect(nextSeatLife(nextSeatLife('admitted', 'drop'), 'return')).toBe('admitted');
  });

  it('is admitted once', () => {
    expect(attempt('admitted', 'admit')).toBeNull();
  });
});

function attempt(life: SeatLife, event: SeatEvent): SeatLife | null {
  try {
    return nextSeatLife(life, event);
  } catch {
    return null;
  }
}
