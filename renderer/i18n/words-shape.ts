import type { enGb } from './en-gb/words.ts';

/** Any words of the same shape as the British ones. */
type Reworded<Words> = {
  readonly [Key in keyof Words]?: Words[Key] extends string ? string : Reworded<Words[Key]>;
};

/** What another English says differently; what it leaves out is said as in Britain. */
export type Rewording = Reworded<typeof enGb>;
