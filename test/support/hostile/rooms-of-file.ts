import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ServerLimits } from '../../../server/config/server-limits.ts';
import { RoomServer, type HostileRoom } from './hostile-room.ts';

/** A real server for the tests of one file or group, and a room for each test that asks for one. */
export function roomsOfFile(limits: Partial<ServerLimits> = {}): () => Promise<HostileRoom> {
  let server: RoomServer | null = null;
  const rooms: HostileRoom[] = [];
  beforeAll(async () => {
    server = await RoomServer.start(limits);
  });
  afterEach(() => {
    for (const room of rooms.splice(0)) room.close();
  });
  afterAll(async () => {
    await server?.server.close();
  });
  return async () => {
    if (!server) throw new Error('no server yet');
    const room = await server.open();
    rooms.push(room);
    return room;
  };
}
