import type { MessagePort } from 'node:worker_threads';
import { assertNever } from '../../src/base/assert-never.ts';
import { Emitter } from '../../src/base/emitter.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import { createMainSide, type MainSide, type MainSideOptions } from '../main-side.ts';
import { createFileSaver } from '../platform/file-saver.ts';
import { createReceivedMark } from '../platform/received-mark.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { PassphraseKdf } from '../ports/passphrase-kdf.ts';
import type { PowerEvent } from '../ports/power-events.ts';
import { ToldCapture } from './told-capture.ts';
import { ToldClipboard } from './told-clipboard.ts';
import type { FromThread, ThreadStart, ToThread } from './thread-wire.ts';

/** What the main side has in its thread, beside what the shell tells and does for it. */
export interface ThreadPorts extends Pick<MainSideOptions, 'computer'> {
  readonly keychain: KeychainPort;
  readonly kdf: PassphraseKdf;
  readonly clock: Clock;
  readonly random: Random;
}

/** The end of the wire that is in the thread. */
export type ThreadPort = Pick<MessagePort, 'on' | 'postMessage'>;

/** A log whose lines the shell writes. */
export function logTo(port: ThreadPort): Log {
  const at =
    (level: Extract<FromThread, { kind: 'log' }>['level']): Log['info'] =>
    (event, fields = {}) => {
      send(port, { kind: 'log', level, event, fields });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Builds the main side in this thread and answers the shell at the other end of `port`. */
export function serveMainSide(
  port: ThreadPort,
  start: ThreadStart,
  ports: ThreadPorts & { readonly log: Log },
): void {
  const { host, dataFolder, presetServer, tellsPower, hasClipboard, after } = start;
  const capture = start.capture && new ToldCapture(port, start.capture);
  const clipboard = hasClipboard ? new ToldClipboard(port) : null;
  const power = new Emitter<{ told: PowerEvent }>();
  const asked = new Map<number, (path: string | null) => void>();
  const ask = askTheShell(port, asked);
  const mainSide = createMainSide({
    host,
    dataFolder,
    presetServer,
    isAfterFailure: after !== null,
    ...(tellsPower && { power: { listen: (listener) => power.on('told', listener) } }),
    ...(capture && { capture }),
    ...(clipboard && { clipboard }),
    save: createFileSaver(
      async (suggestedName) => ask({ kind: 'ask-where', suggestedName }),
      ports.random,
      createReceivedMark(ports),
    ),
    folders: { ask: async () => ask({ kind: 'ask-folder' }) },
    ...ports,
  });
  mainSide.onPush((channel, data) => {
    // The table ties each name to its data; the compiler cannot follow that through a type parameter.
    send(port, { kind: 'push', channel, data } as FromThread);
  });
  mainSide.onAllowedServerOrigin((origin) => {
    send(port, { kind: 'server', origin });
  });
  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'call':
        void answer(port, mainSide, message);
        return;
      case 'where':
        asked.get(message.id)?.(message.path);
        asked.delete(message.id);
        return;
      case 'capture':
        capture?.tell(message.standing);
        return;
      case 'capture-tested':
        capture?.tested(message.id);
        return;
      case 'copied':
        clipboard?.copied(message.id, message.isCopied);
        return;
      case 'power':
        power.emit('told', message.event);
        return;
      case 'close':
        void mainSide.close().finally(() => {
          send(port, { kind: 'closed' });
        });
        return;
      default:
        assertNever(message, 'message of the shell');
    }
  });
  if (after?.wasOpen === true) void mainSide.reopen();
}

async function answer(
  port: ThreadPort,
  mainSide: MainSide,
  { id, request, sender }: Extract<ToThread, { kind: 'call' }>,
): Promise<void> {
  send(port, { kind: 'answer', id, response: await mainSide.handle(request, sender) });
}

type Question = { kind: 'ask-where'; suggestedName: string } | { kind: 'ask-folder' };

function askTheShell(
  port: ThreadPort,
  asked: Map<number, (path: string | null) => void>,
): (question: Question) => Promise<string | null> {
  let lastId = 0;
  return (question) =>
    new Promise((resolve) => {
      lastId += 1;
      asked.set(lastId, resolve);
      send(port, { ...question, id: lastId });
    });
}

function send(port: ThreadPort, message: FromThread): void {
  port.postMessage(message);
}
