import { ids } from '../../../../src/contract/ids.ts';
import type { Person, RemoteMedia } from '../../../../renderer/view-models/call-model.ts';

/** A track that only has to be told apart from others. */
export function fakeTrack(id: string): MediaStreamTrack {
  return Object.assign(new EventTarget(), { id }) as unknown as MediaStreamTrack;
}

export function media(id: string, muted = false): RemoteMedia {
  return { track: fakeTrack(id), muted };
}

export function personOf(letter: string, more: Partial<Person> = {}): Person {
  return {
    seatId: ids.seat.parse(`${letter.repeat(21)}A`),
    role: 'guest',
    connected: true,
    media: {},
    ...more,
  };
}
