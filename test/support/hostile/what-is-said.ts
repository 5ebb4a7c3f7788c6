import { call } from '../../../renderer/i18n/en-gb/call.ts';
import { privacy } from '../../../renderer/i18n/en-gb/privacy.ts';
import { callStatus, type CallStatus } from '../../../renderer/screens/call/call-status.ts';
import { dropKind, isIncoming } from '../../../renderer/screens/call/drop-kind.ts';
import { keptOut } from '../../../renderer/screens/call/kept-out.ts';
import { tileOf } from '../../../renderer/screens/call/tile-state.ts';
import { knockLines, type KnockLine } from '../../../renderer/screens/session/knock-lines.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { GuestBench } from './guest-bench.ts';
import type { HostBench } from './host-bench.ts';
import { liveCall, personIn } from './page-bench.ts';

// What people are told, as the screens choose it: the words themselves are in renderer/i18n under these names.

/** The one line about who can see and hear the call. */
export function statusOf(page: HostBench | GuestBench): CallStatus | null {
  const kind = page instanceof GuestBench ? page.device.kind : null;
  return callStatus(page.model.call.state.get(), { kind });
}

/** "Something tried to get into this call and was kept out": how often. */
export function keptOutOf(page: HostBench | GuestBench): number {
  return keptOut(page.model.call.state.get());
}

/** What the waiting room says of somebody. */
export function doorOf(host: HostBench, seatId: SeatId): readonly KnockLine[] {
  return knockLines(host.waitingAt(seatId)?.knock, 'warn');
}

/** The sentences of a tile. */
export const tileWords = {
  dropped: call.person.dropped,
  waiting: privacy.tile.waiting,
  ...privacy.tile.drop,
};

/** What somebody's tile says over their picture, or in its place; null: nothing, and the picture is shown. */
export function tileSays(page: HostBench | GuestBench, seatId: SeatId): string | null {
  const person = personIn(page.model.call, seatId);
  const { instead } = tileOf(person, liveCall(page.model.call).connection);
  if (instead === 'dropped') return tileWords.dropped;
  if (instead === 'waiting-key') return tileWords.waiting;
  const kind = person.dropping === undefined ? null : dropKind(person.dropping);
  return kind !== null && isIncoming(kind) ? tileWords[kind] : null;
}
