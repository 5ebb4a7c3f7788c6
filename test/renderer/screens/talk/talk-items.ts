import { ids } from '../../../../src/contract/ids.ts';
import type {
  ChatItem,
  FileItem,
  FileState,
  TalkPerson,
} from '../../../../renderer/view-models/talk-model.ts';

/** Somebody at the seat that `personOf` gives to this letter. */
export function talker(letter: string, role: TalkPerson['role'] = 'guest') {
  return { participant: letter, seatId: ids.seat.parse(`${letter.repeat(21)}A`), role };
}

export function chat(key: string, from: TalkPerson | null, text = 'hello'): ChatItem {
  return { kind: 'chat', key, atMs: 0, from, text, delivery: 'heard' };
}

export function file(
  key: string,
  who: TalkPerson,
  state: FileState,
  direction: FileItem['direction'] = 'in',
): FileItem {
  return { kind: 'file', key, atMs: 0, direction, who, name: 'a.pdf', sizeBytes: 3, state };
}
