import type { FileItem, TalkItem } from './talk-model.ts';

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

/** The worker is gone: what it had under way, or held, went with it. */
export function withoutWorker(list: TalkList): TalkList {
  return list.map((item) => {
    if (item.kind === 'chat') {
      return item.delivery === 'sending' ? { ...item, delivery: 'unheard' } : item;
    }
    return isHeld(item) ? { ...item, state: { phase: 'gone', reason: 'interrupted' } } : item;
  });
}

/** Files that are here and were put nowhere yet: with the session they are gone. */
export function unsavedFiles(list: TalkList): readonly FileItem[] {
  return list.filter(
    (item): item is FileItem =>
      item.kind === 'file' &&
      item.state.phase === 'here' &&
      item.state.saving.phase !== 'done' &&
      item.state.keeping.phase !== 'done',
  );
}

/** A file that is on its way or here. */
function isHeld(item: TalkItem): boolean {
  return item.kind === 'file' && item.state.phase !== 'gone' && item.state.phase !== 'arrived';
}
