import { toBase64Url } from '../../src/base/base64url.ts';

/** An id of any kind, the same for the same number. Cast by the type it is asked for. */
export function testId<Id extends string>(number: number): Id {
  return toBase64Url(new Uint8Array(16).fill(number)) as Id;
}

/** 32 bytes in base64url, the same for the same number. */
export function testBytes32(number: number): string {
  return toBase64Url(new Uint8Array(32).fill(number));
}
