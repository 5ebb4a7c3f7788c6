/** Every bound that both sides of a boundary know. Sizes in bytes, times in milliseconds, counts plain. */
export const limits = {
  /** People in one room, therapist included (M1). */
  seatsPerRoom: 12,
  /** Invites that one room may hold, used and unused. */
  invitesPerRoom: 64,
  /** Media that one seat may send: audio, camera, screen, screen audio. */
  producersPerSeat: 4,
  /** A signaling message, either way. Larger ones are answered with `too-large`. */
  signalingMessageBytes: 96 * 1024,
  /** A sealed knock at the door (opaque to the server). */
  knockBytes: 8 * 1024,
  /** What the relay carries in one message (opaque to the server): a sealed chunk of 64 KiB of a file, and its frame. */
  relayPayloadBytes: 65 * 1024,
  /** Relayed messages that wait for one seat's acknowledgement. */
  relayBacklogMessages: 256,
  /** How long a request may take before it fails with `timeout`. */
  requestTimeoutMs: 10_000,
  /** The longest that an invite may be valid. */
  inviteMaxAgeMs: 31 * 24 * 60 * 60 * 1000,
  /** How long a room waits for a therapist whose connection dropped. */
  hostGraceMs: 120_000,
  /** How long a seat waits for a guest whose connection dropped. */
  guestGraceMs: 120_000,
  /** An invite as text; the longest host name leaves much room. */
  inviteLinkCharacters: 1024,
  passphraseCharacters: 1024,
  /** As it is typed, with whatever is between its groups. */
  recoveryKeyCharacters: 200,
  pseudonymCharacters: 80,
  phraseCharacters: 200,
  /** One field of a sealed card; why it is opened, and the least that says why. */
  cardFieldCharacters: 1000,
  cardReasonCharacters: 1000,
  cardReasonLeast: 10,
  noteCharacters: 200_000,
  amendmentsPerNote: 100,
  /** Earlier texts of a note that are listed at a time. */
  noteRevisionsPerPage: 100,
  /** The canonical bytes of an attestation record, and of a record with every signature. */
  attestationBytes: 64 * 1024,
  slipBytes: 68 * 1024,
  slipsPerSession: 16,
  /** Times at which something left unsealed that are kept of one session; one is enough for its slip not to be clean. */
  clearStretches: 16,
  /** A file that is handed over in a call or kept with a client, and one part of it on its way to the main side and back. */
  fileBytes: 25 * 1024 * 1024,
  filePartBytes: 256 * 1024,
  filePartsPerFile: 4096,
  fileNameCharacters: 255,
  filesPerClient: 1000,
  /** One written message of the chat in a call. */
  chatCharacters: 4_000,
  /** Text that is copied at a time. */
  copiedCharacters: 1_000_000,
  clients: 20_000,
  /** Public age keys that one export is encrypted to, and the length of one: a hybrid one has nearly 2,000. */
  exportKeys: 4,
  exportKeyCharacters: 2600,
  /** Why something was left out of an export. */
  leftOutReasonCharacters: 2000,
} as const;
