import { describe, expect, it, vi } from 'vitest';
import { RoomRegistry } from '../../../server/registry/room-registry.ts';
import { randomRoomId } from '../../support/test-therapist.ts';

const roomId = randomRoomId();

describe('RoomRegistry', () => {
  it('opens a room once for two who ask at once', async () => {
    const registry = new RoomRegistry<object>(10);
    const open = vi.fn<() => Promise<object>>(() => Promise.resolve({}));
    const [first, second] = await Promise.all([
      registry.findOrOpen(roomId, open),
      registry.findOrOpen(roomId, open),
    ]);
    expect(first).toBe(second);
    expect(open).toHaveBeenCalledOnce();
  });

  it('counts rooms that are being opened against its bound', async () => {
    const registry = new RoomRegistry<object>(1);
    const first = registry.findOrOpen(roomId, () => Promise.resolve({}));
    await expect(
      registry.findOrOpen(randomRoomId(), () => Promise.resolve({})),
    ).rejects.toMatchObject({ code: 'server-full' });
    await first;
    await expect(
      registry.findOrOpen(randomRoomId(), () => Promise.resolve({})),
    ).rejects.toMatchObject({ code: 'server-full' });
  });

  it('forgets a room that did not open', async () => {
    const registry = new RoomRegistry<object>(1);
    await registry.findOrOpen(roomId, () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(registry.find(roomId)).toBeNull();
    await expect(registry.findOrOpen(roomId, () => Promise.resolve({}))).resolves.toEqual({});
  });

  it('removes a room, but not its successor', async () => {
    const registry = new RoomRegistry<object>(2);
    const old = await registry.findOrOpen(roomId, () => Promise.resolve({}));
    registry.remove(roomId, old);
    const successor = await registry.findOrOpen(roomId, () => Promise.resolve({}));
    registry.remove(roomId, old);
    expect(registry.find(roomId)).toBe(successor);
    expect(registry.size).toBe(1);
  });
});
