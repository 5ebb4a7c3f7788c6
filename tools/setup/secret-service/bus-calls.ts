import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunAs } from './private-folder.ts';

const secrets = 'org.freedesktop.secrets';
const secretsPath = '/org/freedesktop/secrets';
const loginCollection = `${secretsPath}/collection/login`;

/** The few calls that we make on our own bus, by `dbus-send`. */
export interface BusCalls {
  readonly isBusUp: () => Promise<boolean>;
  /** True when there is a Secret Service whose default collection can be used without asking anybody. */
  readonly isUnlocked: () => Promise<boolean>;
  readonly lock: () => Promise<void>;
  /** Has the bus read its settings again. */
  readonly readSettings: () => Promise<void>;
}

export function createBusCalls(env: NodeJS.ProcessEnv, runAs?: RunAs): BusCalls {
  const send = async (...args: readonly string[]): Promise<string | null> => {
    const child = spawn('dbus-send', ['--session', '--print-reply=literal', ...args], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      ...runAs,
    });
    let reply = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      reply += text;
    });
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return exitCode === 0 ? reply.trim() : null;
  };
  return {
    isBusUp: async () => {
      const bus = '--dest=org.freedesktop.DBus';
      return (await send(bus, '/org/freedesktop/DBus', 'org.freedesktop.DBus.GetId')) !== null;
    },
    isUnlocked: async () => {
      const service = `--dest=${secrets}`;
      const readAlias = 'org.freedesktop.Secret.Service.ReadAlias';
      const collection = await send(service, secretsPath, readAlias, 'string:default');
      // An alias that names nothing is answered with the path of nothing, which is `/`.
      if (collection === null || collection === '/') return false;
      const property = ['string:org.freedesktop.Secret.Collection', 'string:Locked'];
      const get = 'org.freedesktop.DBus.Properties.Get';
      const reply = await send(service, collection, get, ...property);
      return reply?.endsWith('boolean false') ?? false;
    },
    lock: async () => {
      const call = 'org.freedesktop.Secret.Service.Lock';
      const what = `array:objpath:${loginCollection}`;
      if ((await send(`--dest=${secrets}`, secretsPath, call, what)) === null) {
        throw new Error('the keyring could not be locked');
      }
    },
    readSettings: async () => {
      const call = 'org.freedesktop.DBus.ReloadConfig';
      const reply = await send('--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', call);
      if (reply === null) throw new Error('the bus did not read its settings');
    },
  };
}
