import type { DebianPackages } from './debian-packages.ts';
import type { Machine } from './machine.ts';

/** What every part gets to work with. */
export interface SetupTools {
  readonly machine: Machine;
  readonly packages: DebianPackages;
  /** The project's folder. */
  readonly root: string;
}

/**
 * Provides one part, and says so when it has to do something for it.
 * @returns environment variables by which commands find the part
 * @throws SetupError naming the causes and the ways out
 */
export type ProvidePart = (tools: SetupTools) => Promise<Readonly<Record<string, string>>>;
