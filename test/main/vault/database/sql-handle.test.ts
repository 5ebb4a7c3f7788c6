import { describe, expect, it } from 'vitest';
import type { WriteHandle } from '../../../../main/vault/database/sql-handle.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function handle(): ReturnType<typeof makeDatabase> {
  const made = makeDatabase(0);
  made.database.exec('CREATE TABLE t (a TEXT PRIMARY KEY, b INTEGER) STRICT');
  return made;
}

const insert = 'INSERT INTO t (a, b) VALUES (:a, :b)';

describe('SqlHandle', () => {
  it('reads rows that were written', () => {
    const { sql } = handle();
    const changed = sql.write((write) => write.run(insert, { a: 'x', b: 1 }));
    expect(changed).toBe(1);
    expect(sql.get('SELECT b FROM t WHERE a = :a', { a: 'x' })?.int('b')).toBe(1);
    expect(sql.get('SELECT b FROM t WHERE a = :a', { a: 'y' })).toBeNull();
    expect(sql.all('SELECT a FROM t').map((row) => row.text('a'))).toEqual(['x']);
  });

  it('undoes everything when a change throws', () => {
    const { sql } = handle();
    const code = thrownCode(() =>
      sql.write((write) => {
        write.run(insert, { a: 'x', b: 1 });
        throw new AppError('conflict');
      }),
    );
    expect(code).toBe('conflict');
    expect(sql.all('SELECT a FROM t')).toEqual([]);
  });

  it('lets a change see what it has written itself', () => {
    const { sql } = handle();
    const seen = sql.write((write) => {
      write.run(insert, { a: 'x', b: 1 });
      return write.all('SELECT a FROM t').length;
    });
    expect(seen).toBe(1);
  });

  it('does once at the end what is left for it, with what the change wrote, and undoes it too', () => {
    const { sql } = handle();
    const seen: number[] = [];
    const look = (write: WriteHandle): void => {
      seen.push(write.all('SELECT a FROM t').length);
      write.run(insert, { a: `seen ${String(seen.length)}`, b: null });
    };
    const leave = (a: string): void => {
      sql.write((write) => {
        write.atEnd(look);
        write.run(insert, { a, b: 1 });
      });
    };
    sql.together(
      () => {
        leave('x');
        leave('y');
      },
      () => undefined,
    );
    expect(seen).toEqual([2]);
    expect(() => {
      leave('x');
    }).toThrow('internal');
    sql.write((write) => write.run(insert, { a: 'z', b: 1 }));
    expect(seen).toEqual([2]);
    leave('w');
    expect(seen).toEqual([2, 5]);
    expect(sql.all('SELECT a FROM t')).toHaveLength(6);
  });

  it('writes nothing when what is left for the end throws', () => {
    const { sql } = handle();
    const code = thrownCode(() => {
      sql.write((write) => {
        write.run(insert, { a: 'x', b: 1 });
        write.atEnd(() => {
          throw new AppError('conflict');
        });
      });
    });
    expect([code, sql.all('SELECT a FROM t')]).toEqual(['conflict', []]);
  });

  it('passes values as values, never as SQL', () => {
    const { sql } = handle();
    const a = "x'); DROP TABLE t; --";
    sql.write((write) => write.run(insert, { a, b: 1 }));
    expect(sql.get('SELECT a FROM t')?.text('a')).toBe(a);
  });

  it('refuses to read through a statement that writes', () => {
    const { sql } = handle();
    expect(() => sql.get('DELETE FROM t')).toThrow('internal');
  });

  it('turns failures of the database into codes without text', () => {
    const { sql } = handle();
    const type = thrownCode(() =>
      sql.write((write) => write.run(insert, { a: 'x', b: 'private words' })),
    );
    expect(type).toBe('internal');
    expect(thrownCode(() => sql.get('SELECT nothing FROM nowhere'))).toBe('internal');
  });
});
