/** What the campaign consists of, by the name that it is asked for with: which tests each part is. */
export const faultParts = {
  saves: ['test/integration/vault/kill.test.ts'],
  destroying: ['test/fault/kill-while-destroying.test.ts'],
  indexing: ['test/fault/kill-while-indexing.test.ts'],
  'backing-up': ['test/fault/kill-while-backing-up.test.ts'],
  renewing: ['test/fault/kill-while-renewing.test.ts'],
  restoring: ['test/fault/kill-while-restoring.test.ts'],
  'full-disk': ['test/integration/vault/full-disk.test.ts'],
  damage: ['test/fault/damage.test.ts'],
  power: ['test/fault/power-loss.test.ts'],
  canary: ['test/fault/canary.test.ts'],
  inputs: ['test/main/ipc/register.fuzz.test.ts'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FaultPart = keyof typeof faultParts;

const allParts = Object.keys(faultParts) as readonly FaultPart[];

/** The parts of these names, in the order of the table; all of them for none. @throws Error for a name that is none */
export function readParts(names: readonly string[]): readonly FaultPart[] {
  const unknown = names.find((name) => !Object.hasOwn(faultParts, name));
  if (unknown !== undefined) {
    throw new Error(`no such part: ${unknown}; there are ${allParts.join(', ')}`);
  }
  return names.length === 0 ? allParts : allParts.filter((part) => names.includes(part));
}
