import type { SeatId } from '../../../src/contract/ids.ts';
import type { TalkItem } from '../../view-models/talk-model.ts';

/** Whether a file of ours is on its way to somebody: there is one at a time. */
export function isBusyReceiver(items: readonly TalkItem[], seatId: SeatId): boolean {
  return items.some(
    (item) =>
      item.kind === 'file' &&
      item.direction === 'out' &&
      item.who.seatId === seatId &&
      (item.state.phase === 'preparing' || item.state.phase === 'moving'),
  );
}
