import { app, powerMonitor } from 'electron';
import type { Clock } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import { IdleMeter } from '../platform/idle-meter.ts';
import { createLinuxPowerSignals } from '../platform/linux-power-signals.ts';
import type { PowerEvents } from '../ports/power-events.ts';

/** How often it is looked whether somebody uses the computer. */
const lookMs = 2_000;

/** The machine's power and screen, as Electron and, on Linux, the system's buses tell of them. Once Electron is ready. */
export function createElectronPower(clock: Clock): PowerEvents {
  return {
    listen: (listener) => {
      const scope = new Scope();
      const suspended = (): void => {
        listener({ kind: 'suspend' });
      };
      const locked = (): void => {
        listener({ kind: 'screen-lock' });
      };
      powerMonitor.on('suspend', suspended);
      // Told on macOS and Windows only.
      powerMonitor.on('lock-screen', locked);
      scope.own(() => {
        powerMonitor.off('suspend', suspended);
        powerMonitor.off('lock-screen', locked);
      });
      if (process.platform === 'linux') {
        scope.own(createLinuxPowerSignals({ environment: process.env, clock }).listen(listener));
      }
      tellIdleTime(clock, scope, (idleMs, atMs) => {
        listener({ kind: 'idle', idleMs, atMs });
      });
      return () => {
        scope.close();
      };
    },
  };
}

function tellIdleTime(
  clock: Clock,
  scope: Scope,
  tell: (idleMs: number, atMs: number) => void,
): void {
  const meter = new IdleMeter(clock.nowMs());
  const used = (): void => {
    meter.used(clock.nowMs());
  };
  const watch = (_event: unknown, contents: Electron.WebContents): void => {
    contents.on('input-event', used);
  };
  app.on('web-contents-created', watch);
  scope.own(() => {
    app.off('web-contents-created', watch);
  });
  let cancel = (): void => undefined;
  const look = (): void => {
    const atMs = clock.nowMs();
    tell(meter.idleMs(powerMonitor.getSystemIdleTime() * 1000, atMs), atMs);
    cancel = clock.after(lookMs, look);
  };
  look();
  scope.own(() => {
    cancel();
  });
}
