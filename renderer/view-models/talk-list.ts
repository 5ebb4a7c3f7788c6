import type { FileItem, FileState, Handing, TalkItem, TalkPerson } from './talk-model.ts';

/** More than that is not kept: the oldest that nothing hangs on goes first. */
const maxItems = 1_000;

/** Everything that was written and handed over, in order. A value: each change makes another one. */
export type TalkList = readonly TalkItem[];

/** With something more at its end. */
export function withItem(list: TalkList, item: TalkItem): TalkList {
  const longer = [...list, item];
  if (longer.length <= maxItems) return longer;
  const dispensable = longer.findIndex((one) => !isHeld(one));
  return dispensable < 0 ? longer : longer.toSpliced(dispensable, 1);
}

/** With one of its messages or files as `change` makes it; the same list when it is not there. */
export function withChanged<Kind extends TalkItem['kind']>(
  list: TalkList,
  kind: Kind,
  key: string,
  change: (item: Extract<TalkItem, { kind: Kind }>) => TalkItem,
): TalkList {
  const at = list.findIndex((one) => one.kind === kind && one.key === key);
  const item = list[at];
  if (!item) return list;
  // Found by its kind a line above.
  return list.with(at, change(item as Extract<TalkItem, { kind: Kind }>));
}

/** With the seats that people have now: whoever came back to another one is not somebody who has left. */
export function withSeats(list: TalkList, people: readonly TalkPerson[]): TalkList {
  const seats = new Map(people.map(({ participant, seatId }) => [participant, seatId]));
  const moved = (person: TalkPerson | null): TalkPerson | null => {
    const seatId = person && seats.get(person.participant);
    return person && seatId && seatId !== person.seatId ? { ...person, seatId } : null;
  };
  const changed = list.map((item): TalkItem => {
    const person = moved(item.kind === 'file' ? item.who : item.from);
    if (!person) return item;
    return item.kind === 'file' ? { ...item, who: person } : { ...item, from: person };
  });
  return changed.every((item, at) => item === list[at]) ? list : changed;
}

/** The worker is gone: what it had under way, or held, went with it. */
export function withoutWorker(list: TalkList): TalkList {
  return list.map((item) => {
    if (item.kind === 'chat') {
      return item.delivery === 'sending' ? { ...item, delivery: 'unheard' } : item;
    }
    return isHeld(item) ? { ...item, state: withoutContent(item.state) } : item;
  });
}

/** What a file is whose worker is gone: one that lies somewhere else is not lost. */
function withoutContent(state: FileState): FileState {
  if (state.phase === 'here' && isPutSomewhere(state)) return { ...state, phase: 'kept' };
  return { phase: 'gone', reason: 'interrupted' };
}

/** With what came of handing it on, which may become known only after its worker is gone. */
export function withHanding(
  state: FileState,
  what: 'saving' | 'keeping',
  handing: Handing,
): FileState {
  switch (state.phase) {
    case 'here':
    case 'kept':
      return { ...state, [what]: handing };
    case 'gone': {
      const isKept = state.reason === 'interrupted' && handing.phase === 'done';
      const none: Handing = { phase: 'no' };
      return isKept ? { phase: 'kept', saving: none, keeping: none, [what]: handing } : state;
    }
    case 'preparing':
    case 'moving':
    case 'arrived':
      return state;
  }
}

function isPutSomewhere(state: { readonly saving: Handing; readonly keeping: Handing }): boolean {
  return state.saving.phase === 'done' || state.keeping.phase === 'done';
}

/** Files that are here and were put nowhere yet: with the session they are gone. */
export function unsavedFiles(list: TalkList): readonly FileItem[] {
  return list.filter(
    (item): item is FileItem =>
      item.kind === 'file' && item.state.phase === 'here' && !isPutSomewhere(item.state),
  );
}

/** A file that is on its way or here. */
function isHeld(item: TalkItem): item is FileItem {
  return item.kind === 'file' && !['gone', 'arrived', 'kept'].includes(item.state.phase);
}
