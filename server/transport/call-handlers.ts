import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallAnswer, CallName, CallRequest } from '../../src/contract/contract.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { SIGNALING_PROTOCOL, type Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { hashToken, readTokenHash } from '../auth/token-hash.ts';
import type { CallContext } from './call-context.ts';

type Names = CallName<Signaling>;

/** A handler for every call of the contract: one that is missing, or answers otherwise, does not compile. */
export type CallHandlers = {
  readonly [K in Names]: (
    context: CallContext,
    request: CallRequest<Signaling, K>,
  ) => CallAnswer<Signaling, K> | Promise<CallAnswer<Signaling, K>>;
};

const entrance: Pick<
  CallHandlers,
  'hello' | 'host.enrol' | 'room.open' | 'seat.redeem' | 'seat.resume'
> = {
  hello: (context) => {
    context.greet();
    return {
      protocol: SIGNALING_PROTOCOL,
      challenge: toBase64Url(context.challenge),
      hasTurn: context.services.rooms.hasTurn,
    };
  },
  'host.enrol': async ({ services, challenge }, request) => {
    await services.hostProof.enrol(request, challenge);
    return {};
  },
  'room.open': async (context, request) => {
    const { services, challenge, link } = context;
    await services.hostProof.checkRoomOpen(request, challenge);
    const room = await services.rooms.open(request.roomId, request.publicKey);
    const { seat, answer } = room.attachHost(link);
    context.join({ room, seat });
    return answer;
  },
  'seat.redeem': (context, { roomId, admission }) => {
    const hash = hashToken(decodeChecked(admission));
    const room = context.services.rooms.find(roomId);
    if (!room) throw new AppError('invite-invalid');
    const { seat, ticket } = room.redeem(context.link, hash);
    context.join({ room, seat });
    return ticket;
  },
  'seat.resume': (context, { roomId, resumeToken }) => {
    const room = context.services.rooms.find(roomId);
    if (!room) throw new AppError('room-closed');
    const { seat, ticket } = room.resume(context.link, resumeToken);
    context.join({ room, seat });
    return ticket;
  },
};

const hosting: Pick<
  CallHandlers,
  | 'room.enter'
  | 'room.end'
  | 'invite.create'
  | 'invite.revoke'
  | 'lobby.admit'
  | 'lobby.refuse'
  | 'seat.remove'
> = {
  'room.enter': async ({ membership: { room, seat }, link, afterAnswer }, { rtpCapabilities }) => {
    const presence = await room.enterAsHost(seat, rtpCapabilities);
    afterAnswer(() => {
      room.answered(seat, link);
    });
    return presence;
  },
  'room.end': ({ membership: { room }, afterAnswer }) => {
    afterAnswer(() => {
      room.close('ended');
    });
    return {};
  },
  'invite.create': ({ membership: { room } }, { admissionHash, ...invite }) => {
    room.createInvite({ ...invite, admissionHash: readTokenHash(decodeChecked(admissionHash)) });
    return {};
  },
  'invite.revoke': ({ membership: { room } }, { inviteId }) => {
    room.revokeInvite(inviteId);
    return {};
  },
  'lobby.admit': ({ membership: { room }, afterAnswer }, { seatId }) => {
    const seat = room.admit(seatId);
    // The host's keys for the guest are on their way while the transports are being made.
    afterAnswer(() => {
      room.bringInLater(seat);
    });
    return {};
  },
  'lobby.refuse': ({ membership: { room } }, { seatId }) => {
    room.refuse(seatId);
    return {};
  },
  'seat.remove': ({ membership: { room } }, { seatId }) => {
    room.remove(seatId);
    return {};
  },
};

const seated: Pick<
  CallHandlers,
  'seat.ready' | 'seat.knock' | 'seat.ping' | 'seat.leave' | 'relay.send' | 'relay.acknowledge'
> = {
  'seat.ready': ({ membership: { room, seat }, afterAnswer }, { rtpCapabilities }) => {
    seat.rtpCapabilities = rtpCapabilities;
    afterAnswer(() => {
      room.bringInLater(seat);
    });
    return {};
  },
  'seat.knock': ({ membership: { room, seat } }, { sealed }) => ({
    isWaiting: room.knock(seat, sealed),
  }),
  'seat.ping': () => ({}),
  'seat.leave': ({ membership: { room, seat }, afterAnswer }) => {
    afterAnswer(() => {
      room.leave(seat);
    });
    return {};
  },
  'relay.send': ({ membership: { room, seat } }, request) => ({
    sequence: room.relay.send(seat.id, request),
  }),
  'relay.acknowledge': ({ membership: { room, seat } }, { sequence }) => {
    room.relay.acknowledge(seat.id, sequence);
    return {};
  },
};

const media: Pick<
  CallHandlers,
  | 'media.connect'
  | 'media.produce'
  | 'media.mute'
  | 'media.stop'
  | 'media.consumer-ready'
  | 'media.request-picture'
  | 'media.restart-ice'
> = {
  'media.connect': async ({ membership: { seat } }, { direction, dtlsParameters }) => {
    await seat.mediaInside.transport(direction).connect(dtlsParameters);
    return {};
  },
  'media.produce': async ({ membership: { room, seat } }, request) => ({
    producerId: await room.exchange.produce(seat, request),
  }),
  'media.mute': async ({ membership: { room, seat } }, { source, muted }) => {
    await room.exchange.mute(seat, source, muted);
    return {};
  },
  'media.stop': ({ membership: { room, seat } }, { source }) => {
    room.exchange.stop(seat, source);
    return {};
  },
  'media.consumer-ready': async ({ membership: { room, seat } }, { consumerId }) => {
    await room.exchange.startConsumer(seat, consumerId);
    return {};
  },
  'media.request-picture': ({ membership: { room, seat } }, { consumerId }) => {
    room.exchange.requestPicture(seat, consumerId);
    return {};
  },
  'media.restart-ice': ({ membership: { room, seat } }, { direction }) =>
    room.exchange.restartIce(seat, direction),
};

/** What the server does for each call of the contract. */
export const callHandlers: CallHandlers = { ...entrance, ...hosting, ...seated, ...media };
