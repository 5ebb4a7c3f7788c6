import type {
  ChatItem,
  FileItem,
  FileState,
  Handing,
  TalkItem,
  TalkModel,
  TalkPerson,
  TalkState,
} from '../../view-models/talk-model.ts';
import { nothingTold, type AsideModel, type AsideState } from '../../view-models/aside-model.ts';
import type { LeftFile } from '../../view-models/left-files.ts';
import { withItem } from '../../view-models/talk-list.ts';
import { createStore } from '../../view-models/store.ts';
import { nowMs, seatId } from './fake-world.ts';

const nothing = (): void => undefined;
const megabyte = 1024 * 1024;

/** What was written and handed over, and who is there to get it. */
export interface TalkScene {
  readonly items?: readonly TalkItem[];
  readonly unread?: number;
  readonly receivers?: TalkState['receivers'];
  readonly canSave?: boolean;
  readonly aside?: Partial<AsideState>;
}

/** Somebody at a seat. */
export function talkPerson(letter: string, role: TalkPerson['role']) {
  return { participant: letter, seatId: seatId(letter), role };
}

let lastKey = 0;

function nextKey(): string {
  lastKey += 1;
  return String(lastKey);
}

/** Something written; `from` null: by oneself. */
export function said(
  from: TalkPerson | null,
  text: string,
  minutesAgo: number,
  delivery: ChatItem['delivery'] = 'heard',
): ChatItem {
  return { kind: 'chat', key: nextKey(), atMs: nowMs - minutesAgo * 60_000, from, text, delivery };
}

/** A file from (`in`) or for (`out`) somebody. */
export function handed(
  direction: FileItem['direction'],
  who: TalkPerson,
  state: FileState,
  more: Partial<Pick<FileItem, 'name' | 'sizeBytes'>> = {},
): FileItem {
  const { name = 'sleep diary.pdf', sizeBytes = 4.8 * megabyte } = more;
  return {
    kind: 'file',
    key: nextKey(),
    atMs: nowMs - 60_000,
    direction,
    who,
    name,
    sizeBytes: Math.round(sizeBytes),
    state,
  };
}

/** A file that was here when a session ended. */
export function leftFile(
  name: string,
  more: Partial<Pick<LeftFile, 'saving' | 'keeping'>> = {},
): LeftFile {
  const no: Handing = { phase: 'no' };
  return { key: name, name, bytes: new Uint8Array(300_000), saving: no, keeping: no, ...more };
}

/** Turning away that tells nobody. */
function fakeAside(scene: Partial<AsideState>): AsideModel {
  const state = createStore<AsideState>({ ...nothingTold, ...scene });
  const turn = (isAway: boolean) => (): void => {
    state.set({ ...state.get(), isAway });
  };
  return {
    state,
    turnAway: turn(true),
    callForHelp: turn(true),
    comeBack: turn(false),
    dismiss: nothing,
  };
}

/** Messages that can be written, and reach nobody. */
export function fakeTalk(scene: TalkScene, canKeep: boolean): TalkModel {
  const { items = [], unread = 0, receivers = [], canSave = true, aside = {} } = scene;
  const state = createStore<TalkState>({
    items,
    unread,
    receivers,
    hasListeners: receivers.length > 0,
  });
  return {
    state,
    canSave,
    canKeep,
    aside: fakeAside(aside),
    say(text) {
      const now = state.get();
      state.set({ ...now, items: withItem(now.items, said(null, text, 0)) });
      return Promise.resolve(null);
    },
    sendFile: nothing,
    cancelFile: nothing,
    saveFile: nothing,
    keepFile: nothing,
    setLooking: nothing,
  };
}
