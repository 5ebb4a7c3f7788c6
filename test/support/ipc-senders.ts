import type { SenderCheck } from '../../main/ipc/sender-check.ts';

export const testOrigin = 'app://quietroom';

/** The page itself, in the window that the shell opened. */
export const trustedSender: SenderCheck = {
  origin: testOrigin,
  isTopFrame: true,
  isKnownWindow: true,
};

/** Everybody else who could reach the door. */
export const untrustedSenders: readonly (readonly [string, SenderCheck])[] = [
  ['another origin', { ...trustedSender, origin: 'https://elsewhere.example' }],
  ['an opaque origin', { ...trustedSender, origin: 'null' }],
  ['an inner frame', { ...trustedSender, isTopFrame: false }],
  ['a window that is not ours', { ...trustedSender, isKnownWindow: false }],
];
