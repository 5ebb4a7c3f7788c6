import { installCommand } from './debian-packages.ts';
import { findOnPath } from './machine.ts';
import type { ProvidePart } from './part.ts';

/** There while systemd runs the machine; a folder, which "executable" is true of. */
export const systemdFolder = '/run/systemd/system';

/**
 * A TURN server for the tests of calls through one; where there is none, they are skipped and say so. Its package starts it as a
 * service that is open to everybody, so nobody's machine gets that: only where no services are started, as in containers.
 */
export const provideCoturn: ProvidePart = async ({ machine, packages }) => {
  if (machine.platform === 'win32') return {};
  const found = findOnPath(machine, 'turnserver');
  if (found !== null) return { QUIETROOM_TURNSERVER: found };
  if (machine.platform !== 'linux') return {};
  const names = ['coturn'];
  if (machine.isExecutable(systemdFolder)) {
    machine.say(
      `No coturn: calls through TURN are not tested. Its package would start it for everybody. By hand: \`sudo systemctl mask coturn && ${installCommand(names)}\`.`,
    );
    return {};
  }
  const refusal = await packages.install(names, 'calls go through a TURN server');
  const installed = refusal === null ? findOnPath(machine, 'turnserver') : null;
  if (installed !== null) return { QUIETROOM_TURNSERVER: installed };
  machine.say(
    `${refusal ?? 'coturn was installed, but is not on the PATH'}. By hand: \`${installCommand(names)}\`.`,
  );
  return {};
};
