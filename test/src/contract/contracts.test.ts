import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import type { Contract } from '../../../src/contract/contract.ts';
import { guestIpc } from '../../../src/contract/guest-ipc.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { signaling } from '../../../src/contract/signaling.ts';

const tables: readonly [string, Contract][] = [
  ['ipc', ipc],
  ['guest ipc', guestIpc],
  ['signaling', signaling],
];

describe.each(tables)('the %s contract', (_name, table) => {
  const schemas = Object.entries(table).flatMap(([name, entry]): [string, z.ZodMiniType][] =>
    entry.kind === 'call'
      ? [
          [`${name} in`, entry.in],
          [`${name} out`, entry.out],
        ]
      : [[name, entry.data]],
  );

  it.each(schemas)('%s refuses whatever is not an object of its own shape', (_what, schema) => {
    for (const bad of [null, undefined, 1, 'x', [], { surprise: 1 }]) {
      expect(schema.safeParse(bad).success).toBe(false);
    }
  });

  it.each(schemas)('%s never throws on generated input', (_what, schema) => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => schema.safeParse(value)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('names things as area.verb', () => {
    expect(
      Object.keys(table).filter((name) => !/^([a-z]+\.)?[a-z]+(-[a-z]+)*$/u.test(name)),
    ).toEqual([]);
  });
});
