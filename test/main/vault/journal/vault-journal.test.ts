import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { headOf, publishedVault } from '../../../../main/vault/vault-files.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { renewVault } from '../../../support/renew-vault.ts';
import { tamper } from '../../../support/tamper-vault.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeVault, type MadeVault } from '../../../support/vault-fixture.ts';

const clientId = testId<ClientId>(1);
const noteId = testId<NoteId>(2);

/** A vault with a note that was saved a few times, closed. */
function made(): MadeVault & { readonly files: ReturnType<typeof publishedVault> } {
  const vault = makeVault();
  use(vault, (open) => {
    open.clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
    open.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
    save(open, 'first words');
  });
  return { ...vault, files: publishedVault(vault.dataFolder) };
}

function use<T>({ store, secret }: MadeVault, act: (open: OpenVault) => T): T {
  const open = store.open(secret.secret);
  try {
    return act(open);
  } finally {
    open.close();
  }
}

function save(open: OpenVault, text: string): void {
  const revision = open.notes.read(noteId)?.revision ?? 0;
  open.notes.save(noteId, revision, text, 1);
}

function openCode(vault: MadeVault): string | null {
  return thrownCode(() => {
    use(vault, () => undefined);
  });
}

/** The outcome of reading everything. */
function check(open: OpenVault): unknown {
  const reading = open.startCheck();
  for (;;) {
    const outcome = reading.step();
    if (outcome) return outcome.isRight;
  }
}

describe('the journal', () => {
  it('finds everything as it was written', () => {
    const vault = made();
    expect(openCode(vault)).toBeNull();
    expect(use(vault, check)).toBe(true);
  });

  it('has one commit for each write that changed something, and none for others', () => {
    const vault = made();
    const count = (): number => {
      let counted = 0;
      tamper(vault, (database) => {
        counted = Number(database.prepare('SELECT max(seq) FROM commits').pluck().get());
      });
      return counted;
    };
    const before = count();
    use(vault, (open) => {
      open.notes.save(noteId, 0, 'first words', 1);
      save(open, 'second');
      save(open, 'third');
    });
    expect(count()).toBe(before + 2);
  });

  it('remembers thousands of commits, and not all', () => {
    const vault = made();
    tamper(vault, (database) => {
      const copy = database.prepare(
        'INSERT INTO commits SELECT seq + 5000, row_sum, chain FROM commits WHERE seq = 2',
      );
      copy.run();
      database.exec('DELETE FROM commits WHERE seq > 5000');
    });
    expect(openCode(vault)).toBeNull();
  });

  it.each([
    ['an old database', 'database'],
    ['an old head', 'head'],
  ] as const)('reports %s only when it is behind what was written', (_what, which) => {
    const vault = made();
    const old = readFileSync(vault.files[which]);
    use(vault, (open) => {
      save(open, 'second');
      save(open, 'third');
    });
    writeFileSync(vault.files[which], old);
    // A head from before is harmless: every later commit follows from it, and nothing is missing.
    expect(openCode(vault)).toBe(which === 'database' ? 'vault-rolled-back' : null);
  });

  it('reports one vanished commit', () => {
    const vault = made();
    const old = readFileSync(vault.files.database);
    use(vault, (open) => {
      save(open, 'second');
    });
    writeFileSync(vault.files.database, old);
    expect(openCode(vault)).toBe('vault-rolled-back');
  });

  it('reports a head that is gone, or of another vault', () => {
    const [vault, other] = [made(), made()];
    copyFileSync(other.files.head, vault.files.head);
    expect(openCode(vault)).toBe('vault-rolled-back');
    rmSync(vault.files.head);
    expect(openCode(vault)).toBe('vault-rolled-back');
  });

  it('goes on with an older one when a person has decided so, and is whole again', () => {
    const vault = made();
    const old = readFileSync(vault.files.database);
    use(vault, (open) => {
      save(open, 'second');
    });
    writeFileSync(vault.files.database, old);
    vault.store.open(vault.secret.secret, { acceptOlder: true }).close();
    expect(openCode(vault)).toBeNull();
    use(vault, (open) => {
      expect(open.notes.read(noteId)?.text).toBe('first words');
      save(open, 'another second');
    });
    expect(openCode(vault)).toBeNull();
  });

  it('accepts an older one, but no damaged one', () => {
    const vault = made();
    tamper(vault, (database) => {
      database.exec("UPDATE clients SET pseudonym = 'forged'");
    });
    rmSync(vault.files.head);
    const accept = (): void => {
      vault.store.open(vault.secret.secret, { acceptOlder: true }).close();
    };
    expect(thrownCode(accept)).toBe('vault-damaged');
  });

  it.each([
    ['a row that was changed', "UPDATE clients SET pseudonym = 'forged'"],
    ['a rule that is gone', 'DROP TRIGGER revisions_stay'],
    ['a row that vanished', 'DELETE FROM note_revisions'],
    ['a row that nobody wrote', "INSERT INTO clients VALUES ('x', 'Ghost', 'ghost', 1)"],
    ['two values that changed places', 'UPDATE notes SET created_at_ms = created_at_ms + 1'],
  ])('finds %s, when everything is read', (_what, sql) => {
    const vault = made();
    tamper(vault, (database) => database.exec(sql));
    expect(openCode(vault)).toBeNull();
    expect(use(vault, check)).toBe(false);
  });

  it('finds a chain that does not hold', () => {
    const vault = made();
    tamper(vault, (database) =>
      database.exec('UPDATE commits SET chain = zeroblob(32) WHERE seq = 2'),
    );
    expect(thrownCode(() => use(vault, check))).toBe('vault-damaged');
  });

  it('reads everything at once after a write that was interrupted', () => {
    const vault = made();
    const old = readFileSync(vault.files.head);
    use(vault, (open) => {
      save(open, 'second');
    });
    // As after a crash between the commit and the head: one behind. And then somebody changed a row.
    writeFileSync(vault.files.head, old);
    tamper(vault, (database) => database.exec("UPDATE clients SET pseudonym = 'forged'"));
    expect(openCode(vault)).toBe('vault-damaged');
  });

  it('writes the head of an interrupted write in place, for which a full disk has room', () => {
    const vault = made();
    const old = readFileSync(vault.files.head);
    use(vault, (open) => {
      save(open, 'second');
    });
    writeFileSync(vault.files.head, old);
    // Nothing can be put beside it: a new file would not be possible.
    mkdirSync(`${vault.files.head}.new`);
    expect(openCode(vault)).toBeNull();
    rmSync(`${vault.files.head}.new`, { recursive: true });
    expect(readFileSync(vault.files.head).equals(old)).toBe(false);
    expect(openCode(vault)).toBeNull();
  });

  it('undoes what a refused write would have changed', () => {
    const vault = made();
    use(vault, (open) => {
      const twice = (): void => {
        open.clients.add({ clientId: testId<ClientId>(9), pseudonym: 'heron', createdAtMs: 1 });
      };
      expect(thrownCode(twice)).toBe('conflict');
      save(open, 'after');
      expect(check(open)).toBe(true);
    });
    expect(openCode(vault)).toBeNull();
  });

  it('counts along what is written while everything is read', () => {
    const vault = made();
    const open = vault.store.open(vault.secret.secret);
    onTestFinished(() => {
      open.close();
    });
    const reading = open.startCheck();
    const refused = (): void => {
      open.clients.add({ clientId, pseudonym: 'heron', createdAtMs: 1 });
    };
    let outcome = reading.step();
    let steps = 0;
    for (; !outcome; outcome = reading.step()) {
      save(open, `in step ${String(steps)}`);
      if (steps === 3) thrownCode(refused);
      steps += 1;
    }
    expect(outcome.isRight).toBe(true);
    expect(steps).toBeGreaterThan(5);
  });

  it('begins anew under another key, with what is there', async () => {
    const vault = made();
    const open = vault.store.open(vault.secret.secret);
    const label = { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() } as const;
    await renewVault(open, [{ label, secret: vault.secret.secret }]);
    open.close();
    expect(use(vault, check)).toBe(true);
    use(vault, (renewed) => {
      save(renewed, 'later words');
    });
    // The head of the new one is what holds.
    rmSync(headOf(vault.files, 1));
    expect(openCode(vault)).toBe('vault-rolled-back');
  });
});
