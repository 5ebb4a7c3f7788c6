import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * Paths of the sockets on which the session bus may answer, in order (D-Bus specification, "Server Addresses"). An
 * abstract socket starts with a NUL, as Node wants it.
 * @returns null when the bus is reached by something other than a local socket, which cannot be tried beforehand
 */
export function sessionBusSockets(environment: Environment): readonly string[] | null {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (address === undefined || address === '') return userBus(environment);
  const sockets = socketsOf(address);
  return sockets.length === 0 ? null : sockets;
}

/** Paths of the sockets on which the machine's own bus may answer. */
export function systemBusSockets(environment: Environment): readonly string[] {
  const address = environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/run/dbus/system_bus_socket';
  return socketsOf(address);
}

function socketsOf(address: string): readonly string[] {
  return address
    .split(';')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const socket = unixSocket(part);
      return socket === null ? [] : [socket];
    });
}

/** Where a bus is started for each user when nobody says anything else. */
function userBus(environment: Environment): readonly string[] {
  const folder = environment['XDG_RUNTIME_DIR'];
  if (folder === undefined || folder === '') return [];
  const socket = join(folder, 'bus');
  return existsSync(socket) ? [socket] : [];
}

function unixSocket(part: string): string | null {
  if (!part.startsWith('unix:')) return null;
  const entries = part
    .slice('unix:'.length)
    .split(',')
    .map((pair) => pair.split('=', 2));
  const value = (key: string): string | undefined =>
    entries.find(([name]) => name === key)?.[1]?.replaceAll(/%([0-9A-Fa-f]{2})/gu, fromEscape);
  const path = value('path');
  if (path !== undefined) return path;
  const abstract = value('abstract');
  return abstract === undefined ? null : `\0${abstract}`;
}

function fromEscape(_escape: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
