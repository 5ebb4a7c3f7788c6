import type { Clock } from '../../../src/base/ports.ts';
import type { PostureSystem } from '../../../src/contract/posture-calls.ts';
import { postureUnknown, type PostureReading } from '../../../src/domain/posture/reading.ts';
import type { LocalPostureCheck, PosturePort } from '../../ports/posture-port.ts';
import { createLinuxChecks } from './linux/linux-checks.ts';
import { createMacosChecks } from './macos/macos-checks.ts';
import { runCommand, type RunCommand } from './run-command.ts';
import { verifiedChecks } from './verified-checks.ts';
import { createWindowsChecks } from './windows/windows-checks.ts';

/** One way of looking for each thing. What it rejects with counts as not known. */
export type LocalChecks = Readonly<
  Record<LocalPostureCheck, (signal: AbortSignal) => Promise<PostureReading>>
>;

export interface ChecksOptions {
  /** Runs a program and hands back its text; empty when it said nothing that can be used. */
  readonly output: (file: string, args: readonly string[], signal: AbortSignal) => Promise<string>;
  /** Absolute path of the folder whose disk matters. */
  readonly dataFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

export interface SystemPostureOptions extends Pick<ChecksOptions, 'dataFolder' | 'clock'> {
  /** As Node names it. */
  readonly platform: string;
  readonly environment: ChecksOptions['environment'];
  readonly run?: RunCommand;
}

/** Looks at this computer by the tools that its system brings along. */
export function createSystemPosture(options: SystemPostureOptions): PosturePort {
  const { platform, run = runCommand } = options;
  const system = systemOf(platform);
  const checks = checksOf(system, {
    ...options,
    output: async (file, args, signal) => (await run(file, args, signal))?.text ?? '',
  });
  return {
    system,
    read: async (check, signal) => {
      if (!checks || !verifiedChecks[system].includes(check)) return { state: 'not-verified' };
      try {
        return await checks[check](signal);
      } catch {
        // What went wrong may quote what it was reading.
        return postureUnknown;
      }
    },
  };
}

function checksOf(system: PostureSystem, options: ChecksOptions): LocalChecks | null {
  switch (system) {
    case 'windows':
      return createWindowsChecks(options);
    case 'macos':
      return createMacosChecks(options);
    case 'linux':
      return createLinuxChecks(options);
    case 'other':
      return null;
  }
}

function systemOf(platform: string): PostureSystem {
  switch (platform) {
    case 'win32':
      return 'windows';
    case 'darwin':
      return 'macos';
    case 'linux':
      return 'linux';
    default:
      return 'other';
  }
}
