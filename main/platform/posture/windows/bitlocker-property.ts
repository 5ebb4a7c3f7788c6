import {
  postureAdvice,
  postureOk,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';

/**
 * The number that Explorer knows of a volume (`System.Volume.BitLockerProtection`): 1 on, 2 off, 3 encrypting,
 * 4 decrypting, 5 suspended, 6 locked, 8 waiting to be activated. Numbers are the same in every language, and
 * nobody has to be an administrator.
 */
export function readBitLockerProperty(output: string): PostureReading {
  switch (output.trim()) {
    case '1':
      return postureOk;
    case '2':
      return postureAdvice('not-encrypted');
    case '3':
      return postureAdvice('encrypting');
    case '4':
    case '5':
    case '8':
      return postureAdvice('encryption-paused');
    default:
      return postureUnknown;
  }
}
