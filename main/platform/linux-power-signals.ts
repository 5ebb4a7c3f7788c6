import type { Clock } from '../../src/base/ports.ts';
import type { PowerEvent, PowerEvents } from '../ports/power-events.ts';
import { sessionBusSockets, systemBusSockets } from './dbus-address.ts';
import { listenOnBus } from './dbus-listener.ts';
import { changedFlag, readBusSignal } from './dbus-signal.ts';

/**
 * What Linux tells on its buses and Electron does not pass on: that the screen was locked (the desktop's screen saver, and
 * logind's order to lock), that the computer goes to sleep, and that its lid was closed. Nothing on a machine without them.
 */
export function createLinuxPowerSignals(options: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}): PowerEvents {
  const { environment, clock } = options;
  const sessionPath = logindPath(environment['XDG_SESSION_ID']);
  return {
    listen: (listener) => {
      const hear = (message: Buffer): void => {
        const event = powerEventOf(message, sessionPath);
        if (event) listener(event);
      };
      const buses = [
        { sockets: sessionBusSockets(environment) ?? [], rules: sessionRules },
        { sockets: systemBusSockets(environment), rules: systemRules },
      ];
      // The first socket of each: the others are the same bus by another way.
      const ends = buses.flatMap(({ sockets: [socketPath], rules }) =>
        socketPath === undefined
          ? []
          : [listenOnBus({ socketPath, rules, onMessage: hear, clock })],
      );
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

const sessionRules = ["type='signal',member='ActiveChanged'"];

const fromLogind = "type='signal',sender='org.freedesktop.login1'";
const systemRules = [
  `${fromLogind},interface='org.freedesktop.login1.Session',member='Lock'`,
  `${fromLogind},interface='org.freedesktop.login1.Manager',member='PrepareForSleep'`,
  "type='signal',sender='org.freedesktop.UPower',path='/org/freedesktop/UPower',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'",
];

type Left = Exclude<PowerEvent, { kind: 'idle' }>;

function powerEventOf(message: Buffer, sessionPath: string | null): Left | null {
  const signal = readBusSignal(message);
  if (!signal) return null;
  switch (signal.member) {
    // Each desktop has one under its own name: GNOME, KDE, Cinnamon, MATE, Xfce.
    case 'ActiveChanged':
      return signal.interface.endsWith('.ScreenSaver') && signal.flag === true
        ? { kind: 'screen-lock' }
        : null;
    // Also told of the sessions of other people at this machine.
    case 'Lock':
      return sessionPath === null || signal.path === sessionPath ? { kind: 'screen-lock' } : null;
    case 'PrepareForSleep':
      return signal.flag === true ? { kind: 'suspend' } : null;
    case 'PropertiesChanged':
      return changedFlag(message, 'LidIsClosed') === true ? { kind: 'lid' } : null;
    default:
      return null;
  }
}

/** Where logind has this session; null when it is not known, and then any session's lock counts. */
function logindPath(sessionId: string | undefined): string | null {
  if (sessionId === undefined || sessionId === '') return null;
  // A path's first sign may be no digit, and others only letters and digits (sd_bus_path_encode).
  const escaped = sessionId.replaceAll(/^[0-9]|[^A-Za-z0-9]/gu, (sign) => {
    return `_${sign.charCodeAt(0).toString(16)}`;
  });
  return `/org/freedesktop/login1/session/${escaped}`;
}
