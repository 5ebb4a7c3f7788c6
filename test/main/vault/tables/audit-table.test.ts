import { describe, expect, it } from 'vitest';
import type { NewAuditEntry } from '../../../../main/vault/tables/audit-table.ts';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { auditChainStart, auditHash } from '../../../../src/crypto/audit/audit-chain.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { testId } from '../../../support/fake-ids.ts';
import { replaceFs } from '../../../support/faulty-fs.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeOpenVault } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

function entry(change: Partial<NewAuditEntry> = {}): NewAuditEntry {
  const about = { subject: 'vault', clientId: null, outcome: 'done', times: 1 } as const;
  return { atMs: 5, event: 'vault-opened', ...about, ...change };
}

function made(): OpenVault {
  const { vault } = makeOpenVault();
  vault.clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 1 });
  vault.clients.add({ clientId: wren, pseudonym: 'Wren', createdAtMs: 1 });
  return vault;
}

function isWhole(vault: OpenVault): boolean {
  const check = vault.startCheck();
  for (;;) {
    const outcome = check.step();
    if (outcome) return outcome.isRight;
  }
}

describe('AuditTable', () => {
  it('begins with whose log it is, and ties each entry to the one before', () => {
    const { audit, identity } = made();
    const start = auditChainStart(identity.publicKey());
    expect(audit.end()).toEqual({ seq: 0, hash: start });
    audit.append(entry());
    audit.append(entry({ event: 'note-read', clientId: heron }));
    const [first, second] = audit.after(0, 9);
    if (!first || !second) throw new Error('two entries');
    expect(first.hash).toEqual(auditHash(start, first));
    expect(second.hash).toEqual(auditHash(first.hash, second));
    expect(audit.end()).toEqual({ seq: 2, hash: second.hash });
  });

  it('has one number for a client, which is not their id, and another for another', () => {
    const { audit } = made();
    for (const clientId of [heron, wren, heron]) audit.append(entry({ clientId }));
    const refs = audit.after(0, 9).map(({ ref }) => ref && Buffer.from(ref).toString('base64url'));
    expect(refs[0]).toBe(refs[2]);
    expect(refs[1]).not.toBe(refs[0]);
    expect(refs).not.toContain(heron);
  });

  it('lists the newest first, page by page, with the client while there is one', () => {
    const { audit } = made();
    audit.append(entry({ clientId: heron }));
    audit.append(entry({ subject: 'keychain' }));
    audit.append(entry({ event: 'unlock-failed', subject: 'passphrase', times: 3 }));
    const about = { atMs: 5, outcome: 'done', clientId: null };
    expect(audit.before(null, 2)).toEqual([
      { ...about, seq: 3, event: 'unlock-failed', subject: 'passphrase', times: 3 },
      { ...about, seq: 2, event: 'vault-opened', subject: 'keychain', times: 1 },
    ]);
    expect(audit.before(2, 2)).toEqual([
      { ...about, seq: 1, event: 'vault-opened', subject: 'client', clientId: heron, times: 1 },
    ]);
  });

  it('has entries about nobody but clients that exist', () => {
    const { audit } = made();
    const nobody = testId<ClientId>(9);
    expect(thrownCode(() => audit.append(entry({ clientId: nobody })))).toBe('internal');
    expect(audit.end().seq).toBe(0);
  });

  it('is part of what the vault’s journal follows', () => {
    const vault = made();
    vault.audit.append(entry({ clientId: heron }));
    expect(isWhole(vault)).toBe(true);
  });
});

describe('together', () => {
  it('writes all of it or nothing', () => {
    const vault = made();
    const { audit, phrases } = vault;
    const failing = (): void => {
      vault.together(
        () => {
          phrases.set(heron, 'two herons');
        },
        () => {
          audit.append(entry({ clientId: heron }));
          throw new AppError('disk-full');
        },
      );
    };
    expect(thrownCode(failing)).toBe('disk-full');
    expect(phrases.get(heron)).toBeNull();
    expect(audit.end().seq).toBe(0);
  });

  it('goes on only when a row has changed', () => {
    const vault = made();
    const { audit, phrases } = vault;
    const append = (): void => {
      audit.append(entry());
    };
    vault.together(() => {
      phrases.set(heron, 'two herons');
    }, append);
    vault.together(() => {
      phrases.set(heron, 'two herons');
    }, append);
    vault.together(() => phrases.get(heron), append);
    expect(audit.end().seq).toBe(1);
  });

  it('is one commit', () => {
    const { vault } = makeOpenVault();
    vault.clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 1 });
    let heads = 0;
    replaceFs('writeSync', (real) => {
      const counted = (...args: Parameters<typeof real>): number => {
        heads += 1;
        return real(...args);
      };
      return counted as typeof real;
    });
    vault.together(
      () => {
        vault.phrases.set(heron, 'two herons');
      },
      () => {
        vault.audit.append(entry({ clientId: heron }));
      },
    );
    expect(heads).toBe(1);
  });
});
