import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { folderOfPart } from '../build/ensure-built.ts';
import type { PartName } from '../build/parts.ts';
import type { ShellChoice } from './choose-shell.ts';

/** An app's window, in whichever shell. */
export interface AppWindow {
  /** Settles when it was closed, by whomever. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** A shell that can open one. */
export type WindowShell = Exclude<ShellChoice, { shell: 'none' }>;

export interface ElectronStart {
  /** Executable of an Electron. */
  readonly electron: string;
  /** The development flavour of an app's main process: it takes its data folder and more from the environment. */
  readonly main: PartName;
  /** What follows on the command line, as the system would append it. */
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Starts an app in Electron. It must have been built. */
export function openElectron({ electron, main, args = [], env }: ElectronStart): AppWindow {
  const child = spawn(electron, [folderOfPart(main), ...args], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = once(child, 'exit').then(() => undefined);
  return {
    closed,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await closed;
    },
  };
}

/**
 * Lets this very process use a keychain, as a preview host does: it finds its bus by its own environment. `env`: what
 * `Keyring.env` adds to it.
 */
export function useKeyringHere(env: NodeJS.ProcessEnv): void {
  const { DBUS_SESSION_BUS_ADDRESS } = env;
  Object.assign(process.env, { DBUS_SESSION_BUS_ADDRESS });
}

/** Says which shell it is, and why it is not Electron. */
export function tellShell(choice: WindowShell, dataFolder: string): void {
  if (choice.shell === 'preview') {
    console.log(
      `The app runs in the preview host, a plain Chromium without capture shield. ${choice.why}`,
    );
    console.log(
      `It has no dialog of the system: files that you save land in ${savedFolderOf(dataFolder)}.`,
    );
    return;
  }
  console.log('The app runs in Electron.');
}

/** Where files land that are saved in the preview host. */
export function savedFolderOf(dataFolder: string): string {
  return join(dataFolder, 'saved');
}

const warnLevel = 40;

/** Where a main side's log goes when people read this terminal: only the lines that tell of trouble. */
export const troublesOnly = {
  write(line: string): void {
    const entry: unknown = JSON.parse(line);
    const level: unknown = Reflect.get(Object(entry), 'level');
    if (typeof level === 'number' && level >= warnLevel) process.stderr.write(line);
  },
};
