import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Clock, Log, Random } from '../src/base/ports.ts';
import { openEnrolment } from './auth/open-enrolment.ts';
import { openTurnDesk } from './auth/open-turn-desk.ts';
import { HostProof } from './auth/host-proof.ts';
import {
  parseServerConfig,
  type ServerConfig,
  type ServerConfigInput,
} from './config/server-config.ts';
import { createPinoLog } from './log/pino-log.ts';
import { RoomRegistry } from './registry/room-registry.ts';
import type { RoomInspection } from './room/room-inspection.ts';
import type { Room } from './room/room.ts';
import { Rooms } from './room/rooms.ts';
import { startMediasoup } from './sfu/start-mediasoup.ts';
import { systemClock, systemRandom } from './system-ports.ts';
import { registerGuestPage } from './transport/guest-page.ts';
import { createHttpServer } from './transport/http-server.ts';
import { SignalingServer } from './transport/signaling-server.ts';

export interface StartServerOptions {
  readonly config: ServerConfigInput;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
}

/** A server that runs. */
export interface RunningServer {
  /** What people's links name: scheme, host and port. */
  readonly origin: string;
  /** Tells every client, ends every room and lets go of ports and workers. May be called twice. */
  close(): Promise<void>;
  inspect(): ServerInspection;
}

/** What the server holds right now, in numbers and ids. */
interface ServerInspection {
  readonly rooms: readonly RoomInspection[];
  readonly connections: number;
  readonly workerPids: readonly number[];
}

/**
 * Starts the server and resolves once it listens.
 *
 * Close cascade: server -> rooms (`server-stopping`; see server/room/room.ts) -> connections -> HTTP -> workers.
 * @throws AppError bad-request for a wrong configuration, media-failed when a worker does not start
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { clock = systemClock, random = systemRandom, log = createPinoLog() } = options;
  const config = parseServerConfig(options.config);
  const http = createHttpServer({
    tls: await readTls(config),
    maxConnections: config.limits.connections,
  });
  let origin = config.publicOrigin ?? '';
  if (config.browserGuests) {
    const filesFolder = resolve(config.guestFilesFolder);
    await registerGuestPage(http, { filesFolder, publicOrigin: () => origin });
  }
  const enrolment = await openEnrolment(config, clock);
  const turn = await openTurnDesk(config, { clock, random });
  const sfu = await startMediasoup({ config, workers: workerCount(config), clock, log });
  const rooms = new Rooms({
    sfu,
    registry: new RoomRegistry<Room>(config.limits.rooms),
    roomLimits: config.limits,
    roomsPerHost: config.limits.roomsPerHost,
    turn,
    clock,
    random,
    log,
  });
  try {
    const address = await http.listen(config.listen);
    origin ||= new URL(address).origin;
  } catch (error) {
    sfu.close();
    throw error;
  }
  const signaling = new SignalingServer({
    http: http.server,
    allowedOrigins: new Set([...config.allowedOrigins, ...(config.browserGuests ? [origin] : [])]),
    services: { rooms, hostProof: new HostProof({ publicOrigin: origin, enrolment }) },
    serverLimits: config.limits,
    clock,
    random,
    log,
  });
  log.info('server-started', { workers: sfu.pids.length });
  const close = async (): Promise<void> => {
    rooms.close('server-stopping');
    signaling.close();
    await http.close();
    sfu.close();
    log.info('server-stopped');
  };
  let closing: Promise<void> | null = null;
  return {
    origin,
    close: () => (closing ??= close()),
    inspect: () => ({
      rooms: rooms.all().map((room) => room.inspect()),
      connections: signaling.connectionCount,
      workerPids: sfu.pids,
    }),
  };
}

async function readTls({ tls }: ServerConfig) {
  if (!tls) return null;
  const [cert, key] = await Promise.all([
    readFile(tls.certFile, 'utf8'),
    readFile(tls.keyFile, 'utf8'),
  ]);
  return { cert, key };
}

function workerCount({ workers }: ServerConfig): number {
  return workers ?? availableParallelism();
}
