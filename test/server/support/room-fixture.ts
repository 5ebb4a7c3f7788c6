import { utf8 } from '../../../src/base/bytes.ts';
import { newId, type InviteId, type RoomId } from '../../../src/contract/ids.ts';
import { hashToken } from '../../../server/auth/token-hash.ts';
import type { TurnDesk } from '../../../server/auth/turn-desk.ts';
import { Room } from '../../../server/room/room.ts';
import { systemRandom } from '../../../server/system-ports.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { FakeLink } from './fake-link.ts';
import { FakeMediaRoom, someRtpCapabilities } from './fake-sfu.ts';

export const hostGraceMs = 2_000;
export const guestGraceMs = 1_000;

/** A room on fakes, with its host connected. */
export function openRoom(turnOn: (clock: FakeClock) => TurnDesk | null = () => null) {
  const clock = new FakeClock();
  const log = recordingLog();
  const mediaRoom = new FakeMediaRoom();
  let closedCount = 0;
  const room = new Room({
    roomId: newId<RoomId>(systemRandom),
    ownerKey: 'owner',
    mediaRoom,
    roomLimits: { hostGraceMs, guestGraceMs, relayBacklogMessages: 8, relayBacklogBytes: 10_000 },
    turn: turnOn(clock),
    clock,
    random: systemRandom,
    log,
    onClosed: () => {
      closedCount += 1;
    },
  });
  const hostLink = new FakeLink();
  const { seat: host } = room.attachHost(hostLink);
  room.answered(host, hostLink);
  let lastToken = 0;

  const invite = () => {
    lastToken += 1;
    const admissionHash = hashToken(utf8(`token ${lastToken}`));
    const inviteId = newId<InviteId>(systemRandom);
    const opensAtMs = clock.nowMs();
    room.createInvite({ inviteId, admissionHash, opensAtMs, expiresAtMs: opensAtMs + 60_000 });
    return { inviteId, admissionHash };
  };

  /** A guest who has redeemed an invite and waits. */
  const knock = () => {
    const { inviteId, admissionHash } = invite();
    const link = new FakeLink();
    const { seat, ticket } = room.redeem(link, admissionHash);
    room.answered(seat, link);
    return { inviteId, link, seat, ticket };
  };

  /** A guest who is inside, with media. */
  const comeIn = async () => {
    const guest = knock();
    guest.seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(room.admit(guest.seat.id));
    return guest;
  };

  const enterHost = async () => {
    const presence = await room.enterAsHost(host, someRtpCapabilities);
    room.answered(host, hostLink);
    return presence;
  };

  return {
    room,
    clock,
    log,
    mediaRoom,
    host,
    hostLink,
    invite,
    knock,
    comeIn,
    enterHost,
    closedCount: () => closedCount,
  };
}
