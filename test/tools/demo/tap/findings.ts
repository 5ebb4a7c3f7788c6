import type { SideFindings, TapFindings } from '../../../../tools/demo/tap/judge-tap.ts';

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
