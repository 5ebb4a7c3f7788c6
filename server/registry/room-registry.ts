import { AppError } from '../../src/errors/app-error.ts';
import type { RoomId } from '../../src/contract/ids.ts';

/**
 * Which rooms exist. In memory: one node has all of them. A registry over several nodes will have the same face, and
 * then say on which node a room lives.
 */
export class RoomRegistry<Room> {
  readonly #maxRooms: number;
  readonly #rooms = new Map<RoomId, Room>();
  readonly #opening = new Map<RoomId, Promise<Room>>();

  constructor(maxRooms: number) {
    this.#maxRooms = maxRooms;
  }

  get size(): number {
    return this.#rooms.size;
  }

  find(roomId: RoomId): Room | null {
    return this.#rooms.get(roomId) ?? null;
  }

  all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  /**
   * The room of that id; `open` makes it when there is none. Two who ask at once get the same one.
   * @throws AppError server-full
   */
  async findOrOpen(roomId: RoomId, open: () => Promise<Room>): Promise<Room> {
    const known = this.#rooms.get(roomId) ?? this.#opening.get(roomId);
    if (known) return known;
    if (this.#rooms.size + this.#opening.size >= this.#maxRooms) {
      throw new AppError('server-full', 'rooms');
    }
    const opening = open();
    this.#opening.set(roomId, opening);
    try {
      const room = await opening;
      this.#rooms.set(roomId, room);
      return room;
    } finally {
      this.#opening.delete(roomId);
    }
  }

  /** Forgets a room, but not one that has taken its id since. */
  remove(roomId: RoomId, room: Room): void {
    if (this.#rooms.get(roomId) === room) this.#rooms.delete(roomId);
  }
}
