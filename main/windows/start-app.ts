import { app } from 'electron';
import type { Clock, Log } from '../../src/base/ports.ts';
import { AppEnding } from './app-ending.ts';
import { registerPageScheme } from './app-protocol.ts';
import { surviveFailures } from '../platform/process-failures.ts';
import { findRefusedSwitch } from './allowed-switches.ts';
import { findRefusedVariable } from './refused-variables.ts';

export interface StartAppOptions {
  /** Folder of what Electron itself keeps, and of the lock that makes the app the only one. Null: the usual one. */
  readonly dataFolder: string | null;
  /** Switches that are refused otherwise. */
  readonly permittedSwitches: readonly string[];
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
  /** Called once Electron is ready. */
  readonly run: (ending: AppEnding) => void;
}

/** Starts an app sealed, or ends the process with the reason. Everything here must happen before Electron is ready. */
export function startApp({
  dataFolder,
  permittedSwitches,
  clock,
  log,
  run,
}: StartAppOptions): void {
  const obstacle = findObstacle(permittedSwitches);
  if (obstacle !== null) {
    process.stderr.write(`${obstacle}\n`);
    process.exit(1);
  }
  if (dataFolder !== null) app.setPath('userData', dataFolder);
  app.enableSandbox();
  // Chromium would write the keys of its connections there, as it would with the switch that is refused.
  delete process.env['SSLKEYLOGFILE'];
  // Names in a page would be looked up ahead, past its policy and past the session's wall, and a name can carry words away.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  hideCommandLine();
  registerPageScheme();
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('Quietroom is already running; its window was brought to the front.\n');
    process.exit(0);
  }
  const ending = new AppEnding();
  surviveFailures(process, {
    log,
    clock,
    giveUp: () => {
      ending.fail();
    },
  });
  keepWarningsShort(log);
  void app.whenReady().then(() => {
    run(ending);
  });
}

/** Node and Electron would write a warning out in full, and an address that could not be loaded is in some. */
function keepWarningsShort(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', () => {
    log.warn('runtime-warning');
  });
}

/** An invite may stand there, and on Linux everybody on the computer can read what a program was started with. */
function hideCommandLine(): void {
  if (process.platform === 'linux') process.title = app.name;
}

/** Why the app must not start, in words for whoever started it; null when it may. */
function findObstacle(permittedSwitches: readonly string[]): string | null {
  const { argv, env, platform } = process;
  const name = findRefusedSwitch(argv.slice(1), platform, permittedSwitches);
  if (name !== null) {
    return `Quietroom does not start with --${name}: it starts with no switch that could let others look into the app or its connections.`;
  }
  const variable = findRefusedVariable(env);
  if (variable !== null) {
    return `Quietroom does not start with ${variable} in its environment: others could look into the app by it.`;
  }
  // However it came there.
  return app.commandLine.hasSwitch('no-sandbox')
    ? 'Quietroom does not start without its sandbox.'
    : null;
}
