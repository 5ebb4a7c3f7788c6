import { z } from './zod.ts';
import { call, push, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import {
  dtlsParameters,
  iceParameters,
  mediaKind,
  rtpCapabilities,
  rtpParameters,
  transportOffer,
  turnAccess,
} from './media-schema.ts';
import { mediaSource } from './media-source.ts';
import {
  encodedBytes,
  encodedBytesUpTo,
  integer,
  list,
  nothing,
  text,
  timestampMs,
} from './schema.ts';

/** Version of this boundary. Raised on every change that an older peer would misread. */
export const SIGNALING_PROTOCOL = 4;

const direction = z.enum(['send', 'recv']);

/** An Ed25519 public key and a signature made with it. */
const signed = { publicKey: encodedBytes(32), signature: encodedBytes(64) };

/** A producer of somebody else, with the consumer that the server has made of it for us. */
const consumerOffer = z.strictObject({
  consumerId: text(64),
  producerId: text(64),
  seatId: ids.seat,
  source: mediaSource,
  kind: mediaKind,
  rtpParameters,
  /** The sender has muted it. */
  muted: z.boolean(),
  /** True: it sends only after `media.consumer-ready`. False: it sends as soon as the transport is up. */
  paused: z.boolean(),
});

/** Somebody in the room. The host is the therapist. */
const seatState = z.strictObject({
  seatId: ids.seat,
  role: z.enum(['host', 'guest']),
  connected: z.boolean(),
});

/** Everything a client needs to be in the session, in one message: no further round trip before media flows. */
const presence = z.strictObject({
  seatId: ids.seat,
  sendTransport: transportOffer,
  recvTransport: transportOffer,
  /** For both transports. Null: this server has no TURN server. */
  turn: z.nullable(turnAccess),
  consumers: list(consumerOffer, limits.seatsPerRoom * limits.producersPerSeat),
  seats: list(seatState, limits.seatsPerRoom),
});

/** A guest who waits for the therapist. */
const waitingGuest = z.strictObject({
  seatId: ids.seat,
  inviteId: ids.invite,
  sinceMs: timestampMs,
  connected: z.boolean(),
  /** The last knock (`seat.knock`), or null before the first. Only the host's own keys open it. */
  sealedKnock: z.nullable(encodedBytesUpTo(limits.knockBytes)),
});

/** Why a room, or one's place in it, came to its end. */
const endReason = z.enum([
  'ended',
  'host-gone',
  'media-failed',
  'server-stopping',
  'removed',
  'refused',
]);

/** The seat, once its token was taken: what one needs while waiting, and what a reload needs. */
const seatTicket = z.strictObject({
  seatId: ids.seat,
  /** Random, valid for this session only; the server keeps its hash. */
  resumeToken: encodedBytes(32),
  routerRtpCapabilities: rtpCapabilities,
});

/**
 * The boundary between a client and the SFU. The first call on a connection is `hello`; a wrong protocol number is
 * answered with `update-required`, and the connection is closed. Every call settles within `limits.requestTimeoutMs`.
 */
export const signaling = {
  /**
   * Opens the conversation. Answers with a challenge, new for each connection, for whoever signs something.
   * @throws update-required
   */
  hello: call({
    in: z.strictObject({ protocol: z.int() }),
    out: z.strictObject({
      protocol: z.int(),
      challenge: encodedBytes(32),
      /** Whoever is let in can be reached through TURN: the only thing about the server that is told before. */
      hasTurn: z.boolean(),
    }),
  }),

  /**
   * Enrols a therapist's identity key with a one-time code from the practice's IT.
   * The signature covers `enrolmentStatement` (src/contract/host-statement.ts).
   * @throws unauthorized
   */
  'host.enrol': call({
    in: z.strictObject({ code: text(128, 8), ...signed }),
    out: nothing,
  }),

  /**
   * Opens a room, or re-enters one's own after a drop (an older connection of the host is closed with `replaced`).
   * The signature covers `hostStatement` (src/contract/host-statement.ts).
   * @throws not-enrolled, unauthorized, conflict (the room is somebody else's), server-full
   */
  'room.open': call({
    in: z.strictObject({ roomId: ids.room, ...signed }),
    out: z.strictObject({
      seatId: ids.seat,
      routerRtpCapabilities: rtpCapabilities,
      waiting: list(waitingGuest, limits.invitesPerRoom),
    }),
  }),

  /**
   * Puts the host's media into the room. Apart from `room.open` because a client knows what it can receive only after
   * it saw the router's capabilities. @throws unauthorized
   */
  'room.enter': call({ in: z.strictObject({ rtpCapabilities }), out: presence }),

  /** Ends the session for everybody. Host only. */
  'room.end': call({ in: nothing, out: nothing }),

  /** Registers an invite by the hash of its admission token (SHA-256). Host only. @throws too-many */
  'invite.create': call({
    in: z.strictObject({
      inviteId: ids.invite,
      admissionHash: encodedBytes(32),
      opensAtMs: timestampMs,
      expiresAtMs: timestampMs,
    }),
    out: nothing,
  }),

  /** Makes an invite unusable; a guest who came in by it is removed. Host only. @throws not-found */
  'invite.revoke': call({ in: z.strictObject({ inviteId: ids.invite }), out: nothing }),

  /**
   * Takes a seat with an admission token, once, and waits in the lobby. Nothing of the room is told before admission.
   * @throws invite-invalid (unknown, revoked, or another room's), invite-used, invite-expired, too-many
   */
  'seat.redeem': call({
    in: z.strictObject({ roomId: ids.room, admission: encodedBytes(32) }),
    out: seatTicket,
  }),

  /**
   * Comes back to one's seat after a drop or a reload; an older connection of this seat is closed with `replaced`.
   * A seat that was admitted is back in the session at once: `seat.admitted` follows `seat.ready`. One that was given up because
   * nobody came back to it in time is another one in the lobby, and the host admits by hand.
   * @throws invite-invalid, room-closed
   */
  'seat.resume': call({
    in: z.strictObject({ roomId: ids.room, resumeToken: encodedBytes(32) }),
    out: seatTicket,
  }),

  /** Says what this device can receive, while still waiting, so that admission can bring everything at once. */
  'seat.ready': call({ in: z.strictObject({ rtpCapabilities }), out: nothing }),

  /**
   * Hands a sealed knock to the host (e2ee.md, Joining 1): opaque here, and replaced by the next one. A guest who is in
   * the session already has nothing to knock at, and comes back over the relay.
   */
  'seat.knock': call({
    in: z.strictObject({ sealed: encodedBytesUpTo(limits.knockBytes) }),
    out: z.strictObject({ isWaiting: z.boolean() }),
  }),

  /**
   * Asks for nothing but an answer. A browser hides the WebSocket's own pings from its page, and a page that only waits
   * would never notice that its way to the server is dead.
   */
  'seat.ping': call({ in: nothing, out: nothing }),

  /** Leaves for good. Guest only. */
  'seat.leave': call({ in: nothing, out: nothing }),

  /**
   * Lets a waiting guest in. Host only. The answer does not wait until the guest has its transports: what is relayed to it from
   * now on is kept until it does. @throws not-found, room-full
   */
  'lobby.admit': call({ in: z.strictObject({ seatId: ids.seat }), out: nothing }),

  /** Sends a waiting guest away. Host only. @throws not-found */
  'lobby.refuse': call({ in: z.strictObject({ seatId: ids.seat }), out: nothing }),

  /** Removes somebody from the session. Host only. @throws not-found */
  'seat.remove': call({ in: z.strictObject({ seatId: ids.seat }), out: nothing }),

  /** @throws not-admitted */
  'media.connect': call({ in: z.strictObject({ direction, dtlsParameters }), out: nothing }),

  /** One producer per source. @throws not-admitted, conflict (that source is already sent), bad-request */
  'media.produce': call({
    in: z.strictObject({ source: mediaSource, kind: mediaKind, rtpParameters }),
    out: z.strictObject({ producerId: text(64) }),
  }),

  /** Mutes or unmutes one's own producer at the server as well. @throws not-found */
  'media.mute': call({
    in: z.strictObject({ source: mediaSource, muted: z.boolean() }),
    out: nothing,
  }),

  /** Ends one's own producer. @throws not-found */
  'media.stop': call({ in: z.strictObject({ source: mediaSource }), out: nothing }),

  /** Starts a consumer that came with `paused: true`. @throws not-found */
  'media.consumer-ready': call({
    in: z.strictObject({ consumerId: text(64) }),
    out: nothing,
  }),

  /**
   * A picture that should come in does not: whoever sends it is asked for one that needs none before it.
   * @throws not-admitted, not-found
   */
  'media.request-picture': call({
    in: z.strictObject({ consumerId: text(64) }),
    out: nothing,
  }),

  /**
   * New ICE parameters for a transport whose network changed, and with them what the first ones came with: a credential
   * for TURN is good for a while only. @throws not-admitted
   */
  'media.restart-ice': call({
    in: z.strictObject({ direction }),
    out: z.strictObject({ iceParameters, turn: z.nullable(turnAccess) }),
  }),

  /**
   * Sends an opaque payload to one seat, or to all others (`to: null`). The server orders messages per room and keeps
   * each until its receiver has acknowledged it; `messageId` makes a re-send after a drop harmless.
   * `after`: the message of ours before it, while that is not answered yet; turned away, it takes this one with it.
   * @throws not-admitted, not-found (no such seat), too-many (the receiver's backlog is full, or `after` is not here)
   */
  'relay.send': call({
    in: z.strictObject({
      messageId: encodedBytes(16),
      after: z.optional(encodedBytes(16)),
      to: z.nullable(ids.seat),
      payload: encodedBytesUpTo(limits.relayPayloadBytes),
    }),
    out: z.strictObject({ sequence: integer(1) }),
  }),

  /** Acknowledges every relayed message up to and including `sequence`. */
  'relay.acknowledge': call({ in: z.strictObject({ sequence: integer(1) }), out: nothing }),

  /** To the host: somebody waits, came back, or dropped while waiting. */
  'lobby.waiting': push({ data: waitingGuest }),
  /** To the host: somebody who waited is gone. */
  'lobby.gone': push({ data: z.strictObject({ seatId: ids.seat }) }),
  /** To a guest: come in, with everything needed. */
  'seat.admitted': push({ data: presence }),
  /** To everybody in the room: somebody came in, dropped, or came back. */
  'seat.changed': push({ data: seatState }),
  /** To everybody in the room: somebody left for good. */
  'seat.left': push({ data: z.strictObject({ seatId: ids.seat }) }),
  /** The end of the session for this client. The connection closes after it. */
  'room.closed': push({ data: z.strictObject({ reason: endReason }) }),
  'media.consumer': push({ data: consumerOffer }),
  'media.consumer-muted': push({
    data: z.strictObject({ consumerId: text(64), muted: z.boolean() }),
  }),
  'media.consumer-closed': push({ data: z.strictObject({ consumerId: text(64) }) }),
  /** To whoever sends this: somebody has no picture of it, and can use none that builds on others. */
  'media.picture-wanted': push({ data: z.strictObject({ source: mediaSource }) }),
  /** One relayed message. Messages of one room reach a receiver in the order of `sequence`. */
  'relay.message': push({
    data: z.strictObject({
      sequence: integer(1),
      messageId: encodedBytes(16),
      from: ids.seat,
      payload: encodedBytesUpTo(limits.relayPayloadBytes),
    }),
  }),
  /** To the sender: this receiver has acknowledged everything up to and including `sequence`. */
  'relay.delivered': push({ data: z.strictObject({ seatId: ids.seat, sequence: integer(1) }) }),
} as const satisfies Contract;

export type Signaling = typeof signaling;
export type TransportOffer = z.output<typeof transportOffer>;
export type TurnAccess = z.output<typeof turnAccess>;
export type ConsumerOffer = z.output<typeof consumerOffer>;
export type Presence = z.output<typeof presence>;
export type WaitingGuest = z.output<typeof waitingGuest>;
export type SeatState = z.output<typeof seatState>;
export type EndReason = z.output<typeof endReason>;
export type MediaSource = z.output<typeof mediaSource>;
export type MediaDirection = z.output<typeof direction>;
