import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/** `fdesetup status`, which says the same in every language of the Mac. */
export function readFileVaultStatus(output: string): PostureReading {
  if (/Encryption in progress/i.test(output)) return postureAdvice('encrypting');
  if (/Decryption in progress/i.test(output)) return postureAdvice('encryption-paused');
  if (/^FileVault is Off\b/im.test(output)) return postureAdvice('not-encrypted');
  return /^FileVault is On\b/im.test(output) ? postureOk : postureUnknown;
}
