import { expect, it } from 'vitest';
import { sessionMark } from '../../../src/domain/session-mark.ts';

it('is short, and made of the session and of whoever looks at it', () => {
  expect(sessionMark('k7-qx_9ABCDEFGHIJKLMNO', 'r2dmABCDEFGHIJKLMNOPQR')).toBe('K7QX · R2DM');
});

it('says nothing of somebody whom nobody knows yet', () => {
  expect(sessionMark('k7qx', '')).toBe('K7QX · ');
});
