import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { limits } from '../../../src/contract/limits.ts';
import { newId, type InviteId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { hashToken } from '../../../server/auth/token-hash.ts';
import { InviteBook, type Invite } from '../../../server/room/invite-book.ts';
import { systemRandom } from '../../../server/system-ports.ts';

const hash = (token: string) => hashToken(utf8(token));

function invite(token: string, window: Partial<Invite> = {}): Invite {
  const inviteId = newId<InviteId>(systemRandom);
  return { inviteId, admissionHash: hash(token), opensAtMs: 1_000, expiresAtMs: 2_000, ...window };
}

function refusal(redeem: () => unknown): string | null {
  try {
    redeem();
    return null;
  } catch (error) {
    return AppError.from(error).code;
  }
}

describe('InviteBook', () => {
  it('opens once', () => {
    const book = new InviteBook();
    const one = invite('a');
    book.add(one, 0);
    expect(book.redeem(hash('a'), 1_500)).toEqual(one);
    expect(() => book.redeem(hash('a'), 1_500)).toThrow('invite-used');
  });

  it.each([
    [999, 'invite-invalid'],
    [1_000, null],
    [1_999, null],
    [2_000, 'invite-expired'],
  ])('at %i ms says %s', (nowMs, code) => {
    const book = new InviteBook();
    book.add(invite('a'), 0);
    expect(refusal(() => book.redeem(hash('a'), nowMs))).toBe(code);
  });

  it('does not use an invite up that came too early', () => {
    const book = new InviteBook();
    book.add(invite('a'), 0);
    expect(() => book.redeem(hash('a'), 0)).toThrow('invite-invalid');
    expect(() => book.redeem(hash('a'), 1_500)).not.toThrow();
  });

  it('knows neither a token that was never registered nor one that was revoked', () => {
    const book = new InviteBook();
    const one = invite('a');
    book.add(one, 0);
    book.revoke(one.inviteId);
    expect(() => book.redeem(hash('a'), 1_500)).toThrow('invite-invalid');
    expect(() => book.redeem(hash('b'), 1_500)).toThrow('invite-invalid');
    expect(() => {
      book.revoke(one.inviteId);
    }).toThrow('not-found');
  });

  it('takes the same invite again without making it usable again', () => {
    const book = new InviteBook();
    const one = invite('a');
    book.add(one, 0);
    book.redeem(hash('a'), 1_500);
    book.add(one, 0);
    expect(() => book.redeem(hash('a'), 1_500)).toThrow('invite-used');
  });

  it('refuses an id or a token that stands for another invite', () => {
    const book = new InviteBook();
    const one = invite('a');
    book.add(one, 0);
    expect(() => {
      book.add({ ...one, admissionHash: hash('b') }, 0);
    }).toThrow('conflict');
    expect(() => {
      book.add(invite('a'), 0);
    }).toThrow('conflict');
    expect(() => {
      book.add({ ...one, expiresAtMs: 3_000 }, 0);
    }).toThrow('conflict');
  });

  it('refuses a window that is empty or too long', () => {
    const book = new InviteBook();
    for (const expiresAtMs of [1_000, 500, limits.inviteMaxAgeMs + 1]) {
      expect(() => {
        book.add(invite('a', { expiresAtMs }), 0);
      }).toThrow('bad-request');
    }
  });

  it('holds only so many', () => {
    const book = new InviteBook();
    for (let i = 0; i < limits.invitesPerRoom; i += 1) book.add(invite(`${i}`), 0);
    expect(() => {
      book.add(invite('one more'), 0);
    }).toThrow('too-many');
  });
});
