import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { ServerConfigInput } from '../../server/config/server-config.ts';
import type { RoomInspection } from '../../server/room/room-inspection.ts';
import { startServer } from '../../server/start-server.ts';
import { recordingLog } from './recording-log.ts';
import { runServer } from './server-process.ts';

/** A server under a test that drives browsers. What only one of its kinds can do is absent at the other. */
export interface StageServer {
  readonly origin: string;
  workerPid?(): number;
  rooms?(): readonly RoomInspection[];
  crash?(): Promise<void>;
  close(): Promise<void>;
}

export type StartStageServer = (folder: string, config: ServerConfigInput) => Promise<StageServer>;

/** Inside the test's process: it can be looked into. */
export const serverInside: StartStageServer = async (_folder, config) => {
  const server = await startServer({ config, log: recordingLog() });
  return {
    origin: server.origin,
    workerPid: () => server.inspect().workerPids[0] ?? 0,
    rooms: () => server.inspect().rooms,
    close: () => server.close(),
  };
};

/** A process of its own: it can be killed, and comes back on the same port with nothing but its enrolled keys. */
export const serverOutside: StartStageServer = async (folder, config) => {
  const port = await freePort();
  const withPort = { ...config, listen: { port }, dataFolder: join(folder, 'data') };
  const start = async () => {
    const server = runServer(folder, withPort);
    await untilListening(port);
    return server;
  };
  let server = await start();
  const kill = async (): Promise<void> => {
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    crash: async () => {
      await kill();
      server = await start();
    },
    close: kill,
  };
};

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (isThere) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error('the server does not listen');
}
