/** What the gate's first number says. */
export const heldThread = { open: 0, held: 1, dies: 2, throws: 3 } as const;

/** What the thread of these tests is started with, beside what the product's is. */
export interface HeldThreadData {
  /** Two numbers: one of `heldThread`, and how often something came to the gate. */
  readonly gate: SharedArrayBuffer;
  readonly keychainFolder: string;
}
