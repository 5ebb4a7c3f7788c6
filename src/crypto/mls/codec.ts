import { decodeKeyPackage, encodeKeyPackage, type KeyPackage } from 'ts-mls/keyPackage.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import type { PrivateMessage } from 'ts-mls/privateMessage.js';
import type { Welcome } from 'ts-mls/welcome.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { plainBytes } from './plain-bytes.ts';
import { refuseUnless, Refused } from './refused.ts';

// The library's decoders take what lies in front and ignore the rest, and take lengths in more than one form. Here a
// message has one encoding: what was decoded must encode to the very bytes that came in.

/** What comes in over the relay: a private message, or a Welcome for somebody who knocked. */
export type IncomingMls =
  | { readonly kind: 'private'; readonly message: PrivateMessage }
  | { readonly kind: 'welcome'; readonly welcome: Welcome };

/** Twice the largest Welcome of a full room. */
const maxMessageBytes = 64 * 1024;

/** @throws Refused for everything but canonical private messages and Welcomes. */
export function decodeMls(bytes: Bytes): IncomingMls {
  refuseUnless(bytes.length <= maxMessageBytes, 'malformed');
  const message = decodeExactly(bytes, decodeMlsMessage, encodeMlsMessage);
  switch (message.wireformat) {
    case 'mls_private_message':
      // Nothing of ours rides in clear beside the ciphertext.
      refuseUnless(message.privateMessage.authenticatedData.length === 0, 'not-in-protocol');
      return { kind: 'private', message: message.privateMessage };
    case 'mls_welcome':
      return { kind: 'welcome', welcome: message.welcome };
    case 'mls_public_message':
    case 'mls_group_info':
    case 'mls_key_package':
      throw new Refused('not-in-protocol');
  }
}

export function encodePrivate(privateMessage: PrivateMessage): Bytes {
  const message = { version: 'mls10', wireformat: 'mls_private_message', privateMessage } as const;
  return plainBytes(encodeMlsMessage(message));
}

export function encodeWelcome(welcome: Welcome): Bytes {
  return plainBytes(encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome }));
}

/** A bare KeyPackage, as a knock carries it. @throws Refused */
export function decodeBareKeyPackage(bytes: Bytes): KeyPackage {
  return decodeExactly(bytes, decodeKeyPackage, encodeKeyPackage);
}

export function encodeBareKeyPackage(keyPackage: KeyPackage): Bytes {
  return plainBytes(encodeKeyPackage(keyPackage));
}

function decodeExactly<T>(
  bytes: Bytes,
  decode: (bytes: Uint8Array, offset: number) => [T, number] | undefined,
  encode: (value: T) => Uint8Array,
): T {
  let value: T | undefined;
  let isCanonical = false;
  try {
    value = decode(bytes, 0)?.[0];
    isCanonical = value !== undefined && equalBytes(encode(value), bytes);
  } catch (error) {
    throw new Refused('malformed', { cause: error });
  }
  refuseUnless(value !== undefined && isCanonical, 'malformed');
  return value;
}
