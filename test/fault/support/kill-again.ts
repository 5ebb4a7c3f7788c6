import { randomInt } from 'node:crypto';
import { startNode } from '../../support/run-node.ts';

interface KilledProcess {
  /** A script of ours that says a line before it begins with what it is killed in. */
  readonly script: string;
  readonly args: readonly string[];
  readonly kills: number;
  /** It is killed at a random moment of so many ms after its first line. */
  readonly withinMs: number;
}

/**
 * Starts a process again and again and kills it with -9 in the middle. `look` is given all that it had said, and looks at
 * what is left. @throws Error when it does not begin, as after a kill that left something that does not open
 */
export async function killAgain(
  { script, args, kills, withinMs }: KilledProcess,
  look: (said: readonly string[]) => void | Promise<void>,
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const running = startNode(script, args);
    const first = await running.nextLine();
    if (first === null) throw new Error('the process ended by itself');
    await new Promise((resolve) => {
      setTimeout(resolve, randomInt(withinMs));
    });
    await running.kill();
    await look([first, ...(await running.rest())]);
  }
}

interface SelfKillingProcess {
  /** A script of ours that does its work once, kills itself at the call of the number it is given, and says `done` if not. */
  readonly script: string;
  readonly args: readonly string[];
  /** Kills at each so-manieth call. */
  readonly every: number;
}

/** Starts a process until it comes to its end, each time killed at a later call. @returns how often it was killed */
export async function killAtEachCall(
  { script, args, every }: SelfKillingProcess,
  look: (said: readonly string[]) => void | Promise<void>,
): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const running = startNode(script, [...args, String(1 + kills * every)]);
    const said = await running.rest();
    await look(said);
    if (said.includes('done')) return kills;
  }
}

/** What was said last behind a word. */
export function lastSaid(said: readonly string[], word: string): string | null {
  const found = said.findLast((line) => line.startsWith(`${word} `));
  return found?.slice(word.length + 1) ?? null;
}
