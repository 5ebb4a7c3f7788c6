import { expect, it } from 'vitest';
import { isShortOfRoom } from '../../../src/domain/disk-room.ts';

const mib = 1024 * 1024;

it('runs out when a copy of the vault would leave less than 200 MiB', () => {
  expect(isShortOfRoom(500 * mib, 700 * mib)).toBe(false);
  expect(isShortOfRoom(500 * mib, 700 * mib - 1)).toBe(true);
  expect(isShortOfRoom(0, 200 * mib)).toBe(false);
});
