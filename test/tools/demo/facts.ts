import type { Blemish, Verdict } from '../../../src/crypto/attestation/slip.ts';
import { suiteName } from '../../../src/crypto/mls/suite-name.ts';
import type { EncryptionFacts } from '../../../tools/demo/encryption-report.ts';
import { reportTap } from '../../../tools/demo/tap/tap-report.ts';
import type { SideFindings, TapFindings } from '../../../tools/demo/tap/judge-tap.ts';

const unreadable = { frames: 300, sealed: 300, accepted: 100, planted: 0, decodable: 0 };
const readable = { frames: 300, sealed: 3, accepted: 300, planted: 200, decodable: 297 };
const inClear: SideFindings = { pictures: readable, sounds: readable, texts: 2 };
const sealed: SideFindings = { pictures: unreadable, sounds: unreadable, texts: 0 };

/** What a tap finds in a session in clear. */
export const clearFindings: TapFindings = {
  fromTherapist: inClear,
  fromGuest: inClear,
  secrets: 0,
  messages: 30,
  relayed: 12,
};

/** What a tap finds in a session that is sealed. */
export const sealedFindings: TapFindings = {
  ...clearFindings,
  fromTherapist: sealed,
  fromGuest: sealed,
};

/** What a verifier finds of a slip that holds. */
export function slipWith(...blemishes: Blemish[]): Verdict {
  return {
    valid: true,
    record: {
      v: 1,
      room: new Uint8Array(16),
      suite: suiteName,
      start: 1,
      end: 2,
      therapist: new Uint8Array(32),
      guests: [],
      drops: [],
      groups: [],
      reports: [],
    },
    signedBy: [],
    blemishes,
    clean: blemishes.length === 0,
  };
}

const words = ['acid', 'bamboo', 'cactus', 'dawn'];
const telling = {
  epoch: 2,
  sealed: 500,
  opened: 400,
  dropped: { 'unknown-key': 7 },
  refused: [],
};

/** A session with the guest app in which everything held. */
export const goodFacts: EncryptionFacts = {
  guestKind: 'app',
  slips: [slipWith()],
  words: { therapist: words, guest: words },
  workers: { therapist: telling, guest: telling },
  tap: reportTap(sealedFindings),
  tapControl: reportTap(clearFindings),
};
