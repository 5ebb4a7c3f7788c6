import type { SeatId } from '../../../src/contract/ids.ts';

/**
 * Whom the next file is for: who was chosen, as long as they are there, or the only one where there was no choice. Nobody
 * otherwise: what was meant for somebody who has left is never handed to somebody else.
 */
export function fileReceiver<Person extends { readonly seatId: SeatId }>(
  receivers: readonly Person[],
  chosen: SeatId | null,
): Person | null {
  if (chosen !== null) return receivers.find(({ seatId }) => seatId === chosen) ?? null;
  return receivers.length === 1 ? (receivers[0] ?? null) : null;
}
