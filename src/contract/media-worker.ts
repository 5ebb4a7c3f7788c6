import { z } from './zod.ts';
import type { Bytes } from '../base/bytes.ts';
import { captureVerdict, shieldRule } from './capture-schema.ts';
import { call, push, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { mediaSource } from './media-source.ts';
import { encodedBytes, integer, list, nothing, text, timestampMs } from './schema.ts';
import {
  asideSaid,
  asideTold,
  chatNumber,
  chatSaid,
  chatSettled,
  chatText,
  chunkNumber,
  fileCancel,
  fileGone,
  fileName,
  fileNumber,
  fileOffered,
  fileProgress,
  fileRound,
} from './talk-schema.ts';

/** Bytes as they are: page and worker exchange clones, not text. */
function rawBytes(minBytes: number, maxBytes: number = minBytes) {
  return z.custom<Bytes>(
    (value) =>
      value instanceof Uint8Array &&
      value.buffer instanceof ArrayBuffer &&
      value.length >= minBytes &&
      value.length <= maxBytes,
  );
}

const relayed = rawBytes(1, limits.relayPayloadBytes);
const sealedKnock = rawBytes(1, limits.knockBytes);
const identityKey = rawBytes(32);
const slipBytes = rawBytes(1, 64 * 1024);

/** What a slip says, for those who do not read it themselves (`src/crypto/attestation/slip.ts`). */
const slipSummary = z.strictObject({
  isClean: z.boolean(),
  /** Why it is not. */
  blemishes: list(text(32), 16),
  signatures: integer(0),
  parties: integer(0),
  startMs: timestampMs,
  endMs: timestampMs,
});

/** See `src/crypto/attestation/record.ts`. */
const selfDescription = z.strictObject({
  app: text(64),
  runtime: text(64),
  capture: captureVerdict,
  recording: z.enum(['none', 'suspected', 'unknown']),
});

const groupEpoch = integer(0);
/** A browser's code comes from the server; the app's does not. */
const guestKind = z.enum(['app', 'browser']);

/** A seat as the vault has it. Only the worker ever uses these keys. */
const seatKeys = z.strictObject({
  knockKey: rawBytes(32),
  psk: rawBytes(32),
  pskId: rawBytes(16),
  state: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('open') }),
    z.strictObject({ state: z.literal('bound'), deviceKey: identityKey }),
    z.strictObject({ state: z.literal('revoked') }),
  ]),
});

/** Who knocked, or why nobody can be let in by it (`src/crypto/mls/refused.ts`). */
const knockVerdict = z.discriminatedUnion('verdict', [
  z.strictObject({
    verdict: z.literal('opened'),
    deviceKey: identityKey,
    guestKind,
    /** What their app reports of its window. */
    capture: captureVerdict,
  }),
  z.strictObject({ verdict: z.literal('refused'), reason: text(64) }),
]);

/** What the worker wants signed by the identity key: statements by their fields, never bytes (e2ee.md, Joining). */
const identityStatement = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('credential'),
    notAfterS: integer(0),
    mlsSignatureKey: rawBytes(32),
  }),
  /** A guest only: it comes back on the device that its seat is bound to. */
  z.strictObject({
    kind: z.literal('rejoin'),
    challenge: rawBytes(32),
    keyPackageRef: rawBytes(64),
  }),
  /** The canonical record of the session that is over. */
  z.strictObject({ kind: z.literal('attestation'), record: rawBytes(1, 64 * 1024) }),
]);

const member = z.strictObject({
  /** The identity key in base64url. */
  participant: text(64),
  role: z.enum(['therapist', 'guest']),
  /** The seat that belongs to this identity, once the therapist has said so. */
  seatId: z.nullable(ids.seat),
  /** How a guest takes part, by the therapist's word; null until that came, and for the therapist. */
  guestKind: z.nullable(guestKind),
  /** True for the one whose worker this is. */
  isSelf: z.boolean(),
  /** False while there is no sign that this member has followed into the present epoch. */
  hasKey: z.boolean(),
  /** What their app reports of its window; null: nothing yet. */
  capture: z.nullable(captureVerdict),
});

const frameCount = integer(0);

/** How one track fared since it was attached. */
const trackCount = z.strictObject({
  direction: z.enum(['send', 'receive']),
  source: mediaSource,
  /** Whose track this shows; null for one's own. */
  seatId: z.nullable(ids.seat),
  sealed: frameCount,
  opened: frameCount,
  /** Dropped frames by reason (`src/crypto/frames/drop-reason.ts`). */
  dropped: z.record(text(32), frameCount),
});

/** What a transform is told when it is attached. The codec is pinned by the source, not by what the frame says. */
export const trackOptions = z.discriminatedUnion('direction', [
  z.strictObject({ direction: z.literal('send'), source: mediaSource }),
  z.strictObject({ direction: z.literal('receive'), source: mediaSource, seatId: ids.seat }),
]);

/**
 * The boundary between a page and its media worker, in which MLS and SFrame both live (e2ee.md, Frames). One worker is
 * one life of one session: it is started once, as host or as guest.
 */
export const mediaWorker = {
  /** A new group with nobody else in it. */
  'host.start': call({
    in: z.strictObject({ room: rawBytes(16), identityKey }),
    out: nothing,
  }),
  /** The host's own seat, for the members to know it by. */
  'host.seated': call({ in: z.strictObject({ seatId: ids.seat }), out: nothing }),
  /** A seat that somebody may take, as the vault has it; again, when its state there has changed. */
  'host.add-seat': call({ in: z.strictObject({ seat: seatKeys }), out: nothing }),
  /** Opens the knock of whoever waits at this seat; `host.admit` uses the last one. @throws not-found (no such psk) */
  'host.read-knock': call({
    in: z.strictObject({ seatId: ids.seat, pskId: rawBytes(16), sealed: sealedKnock }),
    out: knockVerdict,
  }),
  /**
   * Adds whose knock the therapist has seen at this seat: `deviceKey`, because somebody else may have knocked there since.
   * @throws not-found when the last knock there is not that device's, conflict when the seat is not theirs any more
   */
  'host.admit': call({
    in: z.strictObject({ seatId: ids.seat, deviceKey: identityKey }),
    out: nothing,
  }),
  /** Nobody waits at this seat any more: whoever knocked there last is not admitted by that knock. */
  'host.leave-door': call({ in: z.strictObject({ seatId: ids.seat }), out: nothing }),
  /** Asks everybody who is in the room to come into this group: after a restart of ours. */
  'host.call-back': call({ in: nothing, out: nothing }),
  /** Somebody's connection to the server dropped, or came back: for the session's record. */
  'host.note-connected': call({
    in: z.strictObject({ seatId: ids.seat, isConnected: z.boolean() }),
    out: nothing,
  }),
  /** What the therapist wants where a window is not hidden; the others are told. Again when it has changed. */
  'host.set-rule': call({ in: z.strictObject({ rule: shieldRule }), out: nothing }),
  /** Makes a slip of the session as it stands, signed by whoever is here; null when nobody was. Takes some seconds at most. */
  'host.attest': call({ in: nothing, out: z.strictObject({ slip: z.nullable(slipBytes) }) }),
  /** Takes whoever has this seat out of the group; `revoke`: for good, by nobody's hand but the therapist's. */
  'host.remove': call({
    in: z.strictObject({ seatId: ids.seat, revoke: z.boolean() }),
    out: nothing,
  }),

  /**
   * Gets ready to knock. `identityKey`: whoever holds it signs when `identity.wanted` asks; null for a key of the
   * worker's own, one per therapist.
   */
  'guest.start': call({
    in: z.strictObject({
      room: rawBytes(16),
      secret: rawBytes(32),
      therapistFingerprint: rawBytes(16),
      guestKind,
      identityKey: z.nullable(identityKey),
    }),
    out: z.strictObject({ pskId: rawBytes(16) }),
  }),
  'guest.knock': call({ in: nothing, out: z.strictObject({ sealed: sealedKnock }) }),
  /** Whether there is a group that the checks were passed for. */
  'guest.is-in': call({ in: nothing, out: z.strictObject({ isIn: z.boolean() }) }),
  /**
   * Let in by the server, on every connection: the therapist has this seat, as the server says. Whatever leads into the group
   * is taken from there only, so that another guest cannot put itself in between.
   */
  'guest.inside': call({
    in: z.strictObject({ hostSeatId: ids.seat }),
    out: z.strictObject({ isIn: z.boolean() }),
  }),
  /** Asks the therapist for a way into the group: let in before, and not (or no longer) in it. */
  'guest.come-back': call({ in: nothing, out: nothing }),

  /** Asks for a slip before leaving; null when none came in time. */
  'guest.attest': call({ in: nothing, out: z.strictObject({ slip: z.nullable(slipBytes) }) }),

  /**
   * What this computer is and does, for the others and for the session's record: reported by us, and attested as such. Again
   * when it has changed.
   */
  'session.describe': call({ in: selfDescription, out: nothing }),
  /**
   * What was said of the words of an admission, at once and again to each worker that takes another one's place.
   * `participant`: whose identity key in base64url, and how they take part; both null for a guest's own.
   */
  'session.judge-words': call({
    in: z.strictObject({
      participant: z.nullable(encodedBytes(32)),
      guestKind: z.nullable(guestKind),
      verdict: z.enum(['same', 'different']),
    }),
    out: nothing,
  }),
  /** Frames of ours left without passing this worker: then no slip is clean. Milliseconds since 1970. */
  'session.note-clear': call({
    in: z.strictObject({ fromMs: timestampMs, toMs: timestampMs }),
    out: nothing,
  }),
  /**
   * The answer to the `session.look-wanted` of that number, after whatever was found. `isDone`: all could be compared. `isInTime`:
   * it was still waited for.
   */
  'session.looked': call({
    in: z.strictObject({ look: integer(0), isDone: z.boolean() }),
    out: z.strictObject({ isInTime: z.boolean() }),
  }),

  /** Says something to everybody who is in the group. @throws not-found when nobody is, too-many */
  'chat.say': call({ in: z.strictObject({ text: chatText }), out: chatNumber }),
  /**
   * Tells quietly how it is here: a guest the therapist alone, the therapist every guest. Who is not there yet hears it when
   * they come.
   */
  'aside.say': call({ in: z.strictObject({ said: asideSaid }), out: nothing }),
  /**
   * Offers a file to one member. Guests send files to the therapist only. @throws not-found when nobody of the group has
   * that seat, conflict while another file is on its way there, bad-request for a name that is none
   */
  'file.send': call({
    in: z.strictObject({ name: fileName, bytes: rawBytes(0, limits.fileBytes), to: ids.seat }),
    out: fileNumber,
  }),
  /** The receiver has this chunk of `file.outgoing`, and all before it in its round; as many more come. */
  'file.sent': call({ in: chunkNumber, out: nothing }),
  /** Stops a file on its way, either way, or forgets one that has come in. */
  'file.cancel': call({ in: fileCancel, out: nothing }),
  /** What came in, whole and checked; as often as it is asked for. @throws not-found */
  'file.take': call({
    in: fileNumber,
    out: z.strictObject({ bytes: rawBytes(0, limits.fileBytes) }),
  }),

  /** Every track as it stands at this moment (`track.counts` is up to a second behind). */
  'track.read': call({
    in: nothing,
    out: z.strictObject({ tracks: list(trackCount, 256) }),
  }),
  /** Plays so many whole joins with throw-away keys: for a moment in which nobody waits for anything. */
  'session.warm-up': call({ in: z.strictObject({ joins: integer(1, 50) }), out: nothing }),
  /**
   * Takes what the relay brought. Settles when it was worked off, whatever came of it. Several may be under way: they are
   * worked off in the order in which they were posted.
   */
  'session.receive': call({
    in: z.strictObject({
      /** Who it came from, as the server says: good for an answer on the same way, and for nothing else. */
      from: ids.seat,
      bytes: relayed,
    }),
    out: nothing,
  }),
  /** The answer to `identity.wanted`; null when it was refused. */
  'identity.signed': call({
    in: z.strictObject({ requestId: integer(0), signature: z.nullable(rawBytes(64)) }),
    out: nothing,
  }),
  /**
   * Seals a frame under keys that the caller brings, and opens it again: so that the worker as it ships is tested with
   * the vectors of RFC 9605. Touches nothing of a session.
   */
  'sframe.known-answer': call({
    in: z.strictObject({
      suite: integer(1, 5),
      baseKey: rawBytes(1, 64),
      kid: z.bigint(),
      ctr: z.bigint(),
      metadata: rawBytes(0, 4096),
      plaintext: rawBytes(0, 4096),
    }),
    out: z.strictObject({
      header: rawBytes(1, 17),
      sealed: rawBytes(1, 8192),
      opened: rawBytes(0, 4096),
    }),
  }),

  /** Bytes for the relay, in this order: to these seats, or (null) to all others. */
  'relay.outgoing': push({
    data: z.strictObject({ seatIds: z.nullable(z.array(ids.seat)), bytes: relayed }),
  }),
  'identity.wanted': push({
    data: z.strictObject({ requestId: integer(0), statement: identityStatement }),
  }),
  /** To the host: somebody whom the server has let in is not in the group and knocked, to be admitted by hand again. */
  'host.knocked': push({
    data: z.strictObject({
      seatId: ids.seat,
      pskId: rawBytes(16),
      deviceKey: identityKey,
      guestKind,
      capture: captureVerdict,
    }),
  }),
  /** To the host: somebody is about to be let into the group, by hand or because the device is known. */
  'host.guest-in': push({
    data: z.strictObject({
      seatId: ids.seat,
      pskId: rawBytes(16),
      deviceKey: identityKey,
      guestKind,
    }),
  }),
  /** The group as it stands, after every change. */
  'session.state': push({
    data: z.strictObject({
      epoch: groupEpoch,
      /** The one that the group was made with. */
      suite: text(64),
      /** False while nobody confirms that our key is the newest: nothing is sent then. */
      maySend: z.boolean(),
      members: list(member, 16),
    }),
  }),
  /** To a guest: what the therapist wants where a window is not hidden. */
  'session.rule': push({ data: z.strictObject({ rule: shieldRule }) }),
  /** The words of one admission. */
  'session.words': push({
    data: z.strictObject({
      participant: text(64),
      seatId: z.nullable(ids.seat),
      words: list(text(16), 4, 4),
    }),
  }),
  /** To the host: this device has proved that it knows the seat's secret. */
  'session.bound': push({
    data: z.strictObject({ seatId: ids.seat, deviceKey: identityKey }),
  }),
  /** The session's slip so far; each replaces the one before. */
  'attestation.slip': push({ data: z.strictObject({ slip: slipBytes, summary: slipSummary }) }),
  /** Something is about to be reported or signed: compare now what was sent with what was sealed. */
  'session.look-wanted': push({ data: z.strictObject({ look: integer(0) }) }),
  /** To a guest: the therapist's record does not agree with what we have seen, and was not signed. */
  'attestation.refused': push({
    data: z.strictObject({ reasons: list(text(32), 16) }),
  }),
  'chat.said': push({ data: chatSaid }),
  /** Whoever was there has a message of ours, or has left. */
  'chat.settled': push({ data: chatSettled }),
  /** Somebody tells quietly how it is where they are. */
  'aside.told': push({ data: asideTold }),
  /** Whoever it is for has heard the last thing that we told quietly. */
  'aside.heard': push({ data: z.strictObject({ said: asideSaid }) }),
  /** Somebody sends a file; it comes in by itself. */
  'file.offered': push({ data: fileOffered }),
  /** Of a file on its way, either way. */
  'file.progress': push({ data: fileProgress }),
  /** It is whole, and its hash is right: here, or (sent by us) there. */
  'file.ready': push({ data: fileNumber }),
  'file.gone': push({ data: fileGone }),
  /**
   * A chunk for the relay, when nothing else waits for it: a few are under way at once, and have to arrive in order. `file.sent`
   * brings more.
   */
  'file.outgoing': push({
    data: z.strictObject({ ...chunkNumber.shape, to: ids.seat, bytes: relayed }),
  }),
  /** Chunks of this file's earlier rounds are not wanted any more: what has not left yet must not. */
  'file.round': push({ data: fileRound }),
  /** We were taken out; every key is gone. */
  'session.removed': push({ data: nothing }),
  /** Something came in that the protocol refuses. */
  'session.refused': push({ data: z.strictObject({ reason: text(64) }) }),
  /** Every track that was ever attached, at most once a second and only after a change. */
  'track.counts': push({ data: z.strictObject({ tracks: list(trackCount, 256) }) }),
} as const satisfies Contract;

export type MediaWorker = typeof mediaWorker;
export type SeatKeys = z.output<typeof seatKeys>;
export type SelfDescription = z.output<typeof selfDescription>;
export type IdentityWanted = z.output<typeof identityStatement>;
export type KnockVerdict = z.output<typeof knockVerdict>;
export type TrackOptions = z.output<typeof trackOptions>;
export type TrackCount = z.output<typeof trackCount>;

/** A call on its way to the worker. Its data is parsed by the schema of its name. */
export const workerRequest = z.strictObject({
  id: integer(0),
  name: text(64),
  data: z.unknown(),
});

/** What comes back: an answer, an error as a code, or a push. */
export const workerMessage = z.union([
  z.strictObject({ id: integer(0), ok: z.literal(true), data: z.unknown() }),
  z.strictObject({
    id: integer(0),
    ok: z.literal(false),
    error: z.strictObject({ code: text(64) }),
  }),
  z.strictObject({ push: text(64), data: z.unknown() }),
]);

export type WorkerMessage = z.output<typeof workerMessage>;
