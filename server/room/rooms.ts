import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { RoomId } from '../../src/contract/ids.ts';
import type { EndReason } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { TurnDesk } from '../auth/turn-desk.ts';
import type { RoomRegistry } from '../registry/room-registry.ts';
import type { Sfu } from '../sfu/media-port.ts';
import { Room, type RoomLimits } from './room.ts';

export interface RoomsOptions {
  readonly sfu: Sfu;
  readonly registry: RoomRegistry<Room>;
  readonly roomLimits: RoomLimits;
  readonly roomsPerHost: number;
  /** Null: there is no TURN server. */
  readonly turn: TurnDesk | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** All rooms of this server. */
export class Rooms {
  readonly #options: RoomsOptions;
  #isClosed = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** Whoever is let in can be reached through TURN. */
  get hasTurn(): boolean {
    return this.#options.turn !== null;
  }

  all(): readonly Room[] {
    return this.#options.registry.all();
  }

  find(roomId: RoomId): Room | null {
    return this.#options.registry.find(roomId);
  }

  /**
   * The room of that id, opened if need be, for the holder of `ownerKey`.
   * @throws AppError conflict when it is somebody else's, too-many, server-full, media-failed
   */
  async open(roomId: RoomId, ownerKey: string): Promise<Room> {
    const room = await this.#options.registry.findOrOpen(roomId, () =>
      this.#create(roomId, ownerKey),
    );
    if (room.ownerKey !== ownerKey) throw new AppError('conflict', 'room of somebody else');
    if (room.isClosed) {
      this.#options.registry.remove(roomId, room);
      throw new AppError('media-failed', 'room closed while it opened');
    }
    return room;
  }

  /** Ends every room, and those that are still being opened. */
  close(reason: EndReason): void {
    this.#isClosed = true;
    for (const room of this.all()) room.close(reason);
  }

  async #create(roomId: RoomId, ownerKey: string): Promise<Room> {
    const { sfu, registry, roomsPerHost, ...rest } = this.#options;
    const own = registry.all().filter((room) => room.ownerKey === ownerKey);
    if (own.length >= roomsPerHost) throw new AppError('too-many', 'rooms of one host');
    const mediaRoom = await sfu.openRoom();
    if (this.#isClosed) {
      mediaRoom.close();
      throw new AppError('server-full', 'server stops');
    }
    const room: Room = new Room({
      ...rest,
      roomId,
      ownerKey,
      mediaRoom,
      onClosed: () => {
        registry.remove(roomId, room);
      },
    });
    return room;
  }
}
