import { appStatus } from './app-status.ts';
import { captureCalls } from './capture-calls.ts';
import { clipboardCalls } from './clipboard-calls.ts';
import { call, push, type Boundary, type CallResult, type Contract } from './contract.ts';
import { downloadCalls } from './download-calls.ts';
import { guestComputerCalls } from './guest-computer-calls.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { encodedBytes, encodedBytesUpTo, integer, nothing, text } from './schema.ts';
import { z } from './zod.ts';

/** Version of this boundary. Raised on every change that an older peer would misread. */
export const GUEST_IPC_PROTOCOL = 1;

/** An invite as text. What it says is read on the main side, and again in the page. */
const inviteText = text(limits.inviteLinkCharacters);

/** What the system handed to the app while it was running, or instead of an invite when it was started. */
const arrival = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('link'), link: inviteText }),
  /** Meant for us, and no invite: cut off on its way, for example. */
  z.strictObject({ kind: z.literal('unusable') }),
]);

/**
 * What this device's key signs, by its fields and never as bytes (e2ee.md). Main adds what it knows itself: its own key,
 * and the role of a guest.
 */
const deviceStatement = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('credential'),
    room: ids.room,
    notAfterS: integer(0),
    mlsSignatureKey: encodedBytes(32),
  }),
  z.strictObject({
    kind: z.literal('rejoin'),
    room: ids.room,
    challenge: encodedBytes(32),
    keyPackageRef: encodedBytes(64),
  }),
  z.strictObject({
    kind: z.literal('attestation'),
    record: encodedBytesUpTo(limits.attestationBytes),
  }),
]);

/** The first 16 bytes of SHA-256 over a therapist's identity key, as the invite carries them. */
const therapistFingerprint = encodedBytes(16);

/**
 * The boundary between the page and the main side of the app for clients. Main checks who asks, then what. There is one
 * invite at a time, and the calls about keys are answered for its therapist and its room only: a page cannot find out
 * which other therapists this device knows.
 */
export const guestIpc = {
  'app.status': call({ in: nothing, out: appStatus }),

  /** The invite that this page is for, and whatever came after it and waits for the person's decision. */
  'guest.link': call({
    in: nothing,
    out: z.strictObject({ link: z.nullable(inviteText), arrived: z.nullable(arrival) }),
  }),
  /** The system handed over something while a page was there already. Nothing changes until the page says so. */
  'guest.opened': push({ data: arrival }),
  /**
   * Makes this the invite that the page is for, whether it arrived or was pasted, in either of its forms. The page's
   * security policy names the invite's server, so the shell loads the page again when that changes; the call may then
   * stay unanswered. @throws invite-invalid
   */
  'guest.use-link': call({ in: z.strictObject({ link: inviteText }), out: nothing }),
  /** The person stays with the invite that there is: what arrived is forgotten. */
  'guest.decline': call({ in: nothing, out: nothing }),
  /** The invite has served: nothing is signed for it any more. */
  'guest.forget-link': call({ in: nothing, out: nothing }),

  /**
   * The key that this device has for the invite's therapist, made on the first time.
   * @throws not-found for any other therapist
   */
  'identity.public-key': call({
    in: z.strictObject({ therapistFingerprint }),
    out: z.strictObject({
      publicKey: encodedBytes(32),
      /**
       * `known`: from an earlier start. `new`: made now, and kept. `passing`: the keychain cannot be used, and the key is
       * gone with this process. To the therapist the last two are a new device.
       */
      standing: z.enum(['known', 'new', 'passing']),
    }),
  }),
  /**
   * Signs with that key. @throws not-found for any other therapist; bad-request for another room, a credential that would
   * hold for too long, or a record that does not name this device as one of the guests
   */
  'identity.sign': call({
    in: z.strictObject({ therapistFingerprint, statement: deviceStatement }),
    out: z.strictObject({ publicKey: encodedBytes(32), signature: encodedBytes(64) }),
  }),

  ...guestComputerCalls,
  ...downloadCalls,

  ...captureCalls,
  ...clipboardCalls,
} as const satisfies Contract;

export type GuestIpc = typeof guestIpc;
export type Arrival = z.output<typeof arrival>;
export type KeyStanding = CallResult<GuestIpc, 'identity.public-key'>['standing'];
export type DeviceStatement = z.output<typeof deviceStatement>;

/** The table of the app for clients with its version. */
export const guestIpcBoundary: Boundary<GuestIpc> = {
  protocol: GUEST_IPC_PROTOCOL,
  table: guestIpc,
};
