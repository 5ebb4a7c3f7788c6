import type { Bytes } from '../../src/base/bytes.ts';

/** Puts a file somewhere outside. @returns false when the person changed their mind @throws AppError */
export type HandOver = (name: string, bytes: Bytes) => Promise<boolean>;
