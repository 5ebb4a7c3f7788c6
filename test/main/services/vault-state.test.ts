import { describe, expect, it } from 'vitest';
import {
  nextVaultState,
  vaultProblem,
  type VaultEvent,
} from '../../../main/services/vault-state.ts';
import type { VaultStatus } from '../../../src/contract/ipc.ts';

const absent: VaultStatus = { state: 'absent' };
const locked: VaultStatus = { state: 'locked' };
const open: VaultStatus = { state: 'open', cipher: 'aegis-256', keychain: 'K' };
const stuck: VaultStatus = { state: 'needs-help', problem: 'keychain-missing' };

const opened: VaultEvent = {
  kind: 'opened',
  cipher: 'aegis-256',
  keychain: 'K',
  isMended: false,
  owesKit: false,
};
const failed: VaultEvent = { kind: 'failed', problem: 'disk-full' };

describe('nextVaultState', () => {
  it.each<[VaultStatus, VaultEvent, VaultStatus]>([
    [absent, opened, open],
    [locked, opened, open],
    [locked, { ...opened, isMended: true }, { ...open, mended: true }],
    [stuck, opened, open],
    [absent, { ...opened, owesKit: true }, { ...open, owesKit: true }],
    [{ ...open, owesKit: true }, { kind: 'kit-kept' }, open],
    [stuck, { kind: 'exchanged' }, { state: 'locked' }],
    [absent, { kind: 'exchanged' }, { state: 'locked' }],
    [absent, failed, { state: 'needs-help', problem: 'disk-full' }],
    [locked, failed, { state: 'needs-help', problem: 'disk-full' }],
    [stuck, failed, { state: 'needs-help', problem: 'disk-full' }],
    [open, { kind: 'closed', why: null }, locked],
    [open, { kind: 'closed', why: { kind: 'lid' } }, { state: 'locked', why: { kind: 'lid' } }],
    [absent, { kind: 'found' }, locked],
    [locked, { kind: 'vanished' }, absent],
    [stuck, { kind: 'vanished' }, absent],
  ])('goes from %o by %o to %o', (state, event, next) => {
    expect(nextVaultState(state, event)).toEqual(next);
  });

  it.each<[VaultStatus, VaultEvent]>([
    [open, opened],
    [locked, { kind: 'kit-kept' }],
    [open, failed],
    [open, { kind: 'vanished' }],
    [absent, { kind: 'closed', why: null }],
    [locked, { kind: 'closed', why: null }],
    [stuck, { kind: 'closed', why: null }],
    [locked, { kind: 'found' }],
    [open, { kind: 'found' }],
  ])('has no way from %o by %o', (state, event) => {
    expect(() => nextVaultState(state, event)).toThrow('invariant broken');
  });
});

describe('vaultProblem', () => {
  it('keeps the problems that have words of their own', () => {
    expect(vaultProblem('keychain-changed')).toBe('keychain-changed');
    expect(vaultProblem('keychain-unavailable')).toBe('keychain-unavailable');
  });

  it('calls every other code internal', () => {
    expect(vaultProblem('conflict')).toBe('internal');
  });
});
