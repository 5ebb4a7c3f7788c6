import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { firstBusMessage } from '../../../main/platform/dbus-message.ts';
import { isBusServiceAnswering } from '../../../main/platform/dbus-probe.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const answer = Buffer.from('6c020001000000000100000000000000', 'hex');
const error = Buffer.from('6c030001000000000200000000000000', 'hex');
const signal = Buffer.from('6c040001000000000300000000000000', 'hex');

/** A bus that does what `behave` says with each connection. */
async function bus(behave: (socket: Socket) => void): Promise<string> {
  const path = join(temporaryFolder(), 'bus');
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return path;
}

/** Takes the greeting, then sends `replies` once both questions are there. */
function obliging(replies: readonly Buffer[]): (socket: Socket) => void {
  return (socket) => {
    let received = Buffer.alloc(0);
    let isGreeted = false;
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!isGreeted && received.includes('\r\n')) {
        isGreeted = true;
        received = Buffer.alloc(0);
        socket.write('OK 0123456789abcdef\r\n');
        return;
      }
      const calls = received.subarray('BEGIN\r\n'.length);
      const first = firstBusMessage(calls);
      if (!first || !firstBusMessage(calls.subarray(first.sizeBytes))) return;
      // Byte by byte, as a slow bus would.
      for (const byte of Buffer.concat([...replies])) socket.write(Buffer.from([byte]));
    });
  };
}

async function ask(path: string, signalled = AbortSignal.timeout(10_000)): Promise<boolean> {
  return isBusServiceAnswering(path, 'org.freedesktop.secrets', signalled);
}

describe.runIf(process.platform !== 'win32')('isBusServiceAnswering', () => {
  it('says yes when the bus and the service answer, signals or not', async () => {
    expect(await ask(await bus(obliging([answer, signal, answer])))).toBe(true);
  });

  it('says yes when the service answers with an error: somebody is there', async () => {
    expect(await ask(await bus(obliging([answer, error])))).toBe(true);
  });

  it('says no when nobody listens', async () => {
    expect(await ask(join(temporaryFolder(), 'nothing'))).toBe(false);
  });

  it('says no when the bus hangs up', async () => {
    expect(await ask(await bus((socket) => socket.end()))).toBe(false);
  });

  it('says no when the bus does not let us in', async () => {
    expect(await ask(await bus((socket) => socket.write('REJECTED EXTERNAL\r\n')))).toBe(false);
  });

  it('says no to a bus that talks without end', async () => {
    const babbling = await bus((socket) => socket.write(Buffer.alloc(200_000, 'x')));
    expect(await ask(babbling)).toBe(false);
  });

  it.each([
    ['the bus', (): void => undefined],
    ['the service', obliging([answer])],
  ])('gives up on a silence of %s when it is told to', async (_who, behave) => {
    const deadline = new AbortController();
    const path = await bus(behave);
    const asking = ask(path, deadline.signal);
    setTimeout(() => {
      deadline.abort();
    }, 50);
    expect(await asking).toBe(false);
  });

  it('does not even ask when it was told to give up before', async () => {
    let connections = 0;
    const path = await bus(() => {
      connections += 1;
    });
    expect(await ask(path, AbortSignal.abort())).toBe(false);
    expect(connections).toBe(0);
  });
});
