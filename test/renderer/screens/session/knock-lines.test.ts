import { describe, expect, it } from 'vitest';
import { ids } from '../../../../src/contract/ids.ts';
import { admissionOf, knockLines } from '../../../../renderer/screens/session/knock-lines.ts';
import type { KnockView } from '../../../../renderer/view-models/encryption-model.ts';
import type { WaitingPerson } from '../../../../renderer/view-models/host-session-model.ts';

const same = { kind: 'same', sessions: 6 } as const;
const opened = { phase: 'opened', device: same, guestKind: 'app', capture: 'hidden' } as const;

function says(knock: KnockView | undefined): readonly string[] {
  return knockLines(knock, 'warn').map((line) => `${line.level} ${line.says}`);
}

describe('knockLines', () => {
  it('says nothing, and claims nothing, where knocks are not read', () => {
    expect(knockLines(undefined, 'warn')).toEqual([]);
  });

  it('is quiet about a device that is known', () => {
    expect(knockLines(opened, 'warn')).toEqual([
      { level: 'quiet', says: 'same', sessions: 6 },
      { level: 'quiet', says: 'app' },
      { level: 'quiet', says: 'shield', report: 'hidden' },
    ]);
    expect(says({ ...opened, device: { kind: 'same', sessions: 1 } })[0]).toBe('quiet sameOnce');
  });

  it.each(['new', 'unknown'] as const)('says that a device is %s before anything else', (kind) => {
    expect(says({ ...opened, device: { kind } })[0]).toBe(`know ${kind}`);
  });

  it('does not call a device the same that was in no session', () => {
    expect(says({ ...opened, device: { kind: 'same', sessions: 0 } })[0]).toBe('know new');
  });

  it('says of a browser that its code comes from the server, however well the device is known', () => {
    expect(says({ ...opened, guestKind: 'browser' })).toContain('know browser');
  });

  it('says why a knock was refused, and nothing good beside it', () => {
    expect(knockLines({ phase: 'refused', reason: 'seat-taken' }, 'warn')).toEqual([
      { level: 'stop', says: 'refused', kind: 'copied' },
    ]);
  });
});

describe('a window that is not reported as hidden', () => {
  it.each(['visible', 'impossible', 'unknown'] as const)('is something to know: %s', (capture) => {
    const lines = knockLines({ ...opened, capture }, 'audio-only');
    expect(lines).toContainEqual({ level: 'know', says: 'shield', report: capture });
  });

  it('keeps somebody out where the therapist wants that, and says so first', () => {
    const knock = { ...opened, capture: 'visible' } as const;
    expect(knockLines(knock, 'refuse')[0]).toEqual({ level: 'stop', says: 'unshielded' });
    expect(knockLines(opened, 'refuse')[0]).toMatchObject({ says: 'same' });
  });

  it('goes without saying in a browser, which is said already', () => {
    const knock = { ...opened, guestKind: 'browser', capture: 'unknown' } as const;
    expect(says(knock)).toEqual(['quiet same', 'know browser']);
    expect(knockLines(knock, 'refuse')[0]).toMatchObject({ says: 'unshielded' });
  });
});

describe('admissionOf', () => {
  const guest: WaitingPerson = {
    seatId: ids.seat.parse(`${'a'.repeat(21)}A`),
    inviteId: ids.invite.parse(`${'i'.repeat(21)}A`),
    sinceMs: 0,
    connected: true,
  };

  it.each([
    ['possible without a knock', undefined, true, 'possible'],
    ['possible once the knock has opened', opened, true, 'possible'],
    ['not possible while it is read', { phase: 'reading' } as const, true, 'reading'],
    ['not possible while they are away', opened, false, 'away'],
    [
      'never possible by a refused knock',
      { phase: 'refused', reason: 'x' } as const,
      true,
      'refused',
    ],
    ['nor by one of somebody away', { phase: 'refused', reason: 'x' } as const, false, 'refused'],
  ] as const)('is %s', (_what, knock, connected, admission) => {
    expect(admissionOf({ ...guest, connected, ...(knock ? { knock } : {}) }, 'warn')).toBe(
      admission,
    );
  });

  it.each([
    ['warn', 'possible'],
    ['audio-only', 'possible'],
    ['refuse', 'unshielded'],
  ] as const)('follows the rule for windows that are not hidden: %s', (rule, admission) => {
    const person = { ...guest, knock: { ...opened, capture: 'impossible' } } as const;
    expect(admissionOf(person, rule)).toBe(admission);
    expect(admissionOf({ ...guest, knock: opened }, rule)).toBe('possible');
  });
});
