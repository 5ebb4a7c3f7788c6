import { randomBytes } from 'node:crypto';

/** A fresh id for a relayed message. */
export function randomMessageId(): string {
  return randomBytes(16).toString('base64url');
}
