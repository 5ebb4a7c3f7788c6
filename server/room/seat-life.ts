import { AppError } from '../../src/errors/app-error.ts';

/** Where a seat is in its life. `dropped`: its connection is gone and may come back within the grace time. */
export type SeatLife = 'waiting' | 'waiting-dropped' | 'admitted' | 'admitted-dropped' | 'gone';

/** What can happen to a seat. `return` also stands for a second connection that replaces the first. */
export type SeatEvent = 'admit' | 'drop' | 'return' | 'end';

const transitions: Readonly<Record<SeatLife, Partial<Readonly<Record<SeatEvent, SeatLife>>>>> = {
  waiting: { admit: 'admitted', drop: 'waiting-dropped', return: 'waiting', end: 'gone' },
  'waiting-dropped': { admit: 'admitted-dropped', return: 'waiting', end: 'gone' },
  admitted: { drop: 'admitted-dropped', return: 'admitted', end: 'gone' },
  'admitted-dropped': { return: 'admitted', end: 'gone' },
  gone: {},
};

/** @throws AppError internal for an event that cannot happen there: a bug of ours */
export function nextSeatLife(life: SeatLife, event: SeatEvent): SeatLife {
  const next = transitions[life][event];
  if (next === undefined) throw new AppError('internal', `seat: ${event} while ${life}`);
  return next;
}
