import type { ChatItem, FileItem, TalkItem } from '../../view-models/talk-model.ts';

/** Something that a person who does not look is told: a message of somebody else, or how a file fares. */
export type TalkNews =
  | { readonly kind: 'said'; readonly item: ChatItem }
  | { readonly kind: 'offered' | 'file'; readonly item: FileItem };

/** The last thing worth telling between two moments; null: nothing. How far a file has moved is not. */
export function talkNews(before: readonly TalkItem[], after: readonly TalkItem[]): TalkNews | null {
  const known = new Map(before.map((item) => [item.key, item]));
  return after.reduce<TalkNews | null>(
    (last, item) => newsOf(known.get(item.key), item) ?? last,
    null,
  );
}

function newsOf(before: TalkItem | undefined, item: TalkItem): TalkNews | null {
  if (item.kind === 'chat') {
    const isNew = before === undefined && item.from !== null;
    return isNew ? { kind: 'said', item } : null;
  }
  const phaseBefore = before?.kind === 'file' ? before.state.phase : null;
  const { phase } = item.state;
  if (phaseBefore === null && phase === 'moving' && item.direction === 'in') {
    return { kind: 'offered', item };
  }
  const isOver = phase === 'here' || phase === 'arrived' || phase === 'gone';
  return isOver && phaseBefore !== phase ? { kind: 'file', item } : null;
}
