import { describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';

const reason = missingWorker();

describe.skipIf(reason !== null)(`frames at the real server${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();

  it('go both ways', async () => {
    const room = await openRoom();
    const anna = await room.admit('anna');
    expect(await room.sees(anna, room.host)).toBe(true);
    expect(await room.sees(room.host, anna)).toBe(true);
  });
});
