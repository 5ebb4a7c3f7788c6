import { callStatus, type CallStatus } from '../../../renderer/screens/call/call-status.ts';
import { dropKind, type DropKind } from '../../../renderer/screens/call/drop-kind.ts';
import { keptOut } from '../../../renderer/screens/call/kept-out.ts';
import { knockLines, type KnockLine } from '../../../renderer/screens/session/knock-lines.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { GuestBench } from './guest-bench.ts';
import type { HostBench } from './host-bench.ts';
import { personIn } from './page-bench.ts';

// What people are told, as the screens choose it: the words themselves are in renderer/i18n under these names.

/** The one line about who can see and hear the call. */
export function statusOf(page: HostBench | GuestBench): CallStatus | null {
  const kind = page instanceof GuestBench ? page.device.kind : null;
  return callStatus(page.model.call.state.get(), { isSealed: true, kind });
}

/** "Something tried to get into this call and was kept out": how often. */
export function keptOutOf(page: HostBench | GuestBench): number {
  return keptOut(page.model.call.state.get());
}

/** What stands on somebody's tile about frames that do not come through. */
export function tileOf(page: HostBench | GuestBench, seatId: SeatId): DropKind | null {
  const { dropping } = personIn(page.model.call, seatId);
  return dropping === undefined ? null : dropKind(dropping);
}

/** What the waiting room says of somebody. */
export function doorOf(host: HostBench, seatId: SeatId): readonly KnockLine[] {
  return knockLines(host.waitingAt(seatId)?.knock);
}
