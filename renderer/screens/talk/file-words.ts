import type { TFunction } from 'i18next';
import { formatSize } from '../../i18n/format-size.ts';
import type { FileEndReason, FileItem } from '../../view-models/talk-model.ts';

/** What there are words for in each direction. */
const ends = {
  out: [
    'too-large',
    'not-sent',
    'cancelled',
    'cancelled-there',
    'no-room',
    'broken',
    'left',
    'interrupted',
  ],
  in: ['cancelled', 'cancelled-there', 'no-room', 'broken', 'left', 'interrupted', 'discarded'],
} as const satisfies Record<FileItem['direction'], readonly FileEndReason[]>;

/** How a file is, in one sentence. `name`: whoever sends it or gets it. */
export function fileSentence(
  words: TFunction,
  { state, direction, sizeBytes }: FileItem,
  name: string,
  locale: string,
): string {
  switch (state.phase) {
    case 'preparing':
      return words('talk.file.preparing');
    case 'moving':
      return words('talk.file.moved', {
        moved: formatSize(state.movedBytes, locale),
        size: formatSize(sizeBytes, locale),
      });
    case 'arrived':
      return words('talk.file.arrived', { name });
    case 'kept':
      return words('talk.file.kept');
    case 'here':
      return words('talk.file.here');
    case 'gone':
      return endSentence(words, direction, state.reason, name);
  }
}

function endSentence(
  words: TFunction,
  direction: FileItem['direction'],
  reason: FileEndReason,
  name: string,
): string {
  if (direction === 'out') {
    const end = endOf(ends.out, reason);
    return words(`talk.file.out.${end}`, { name });
  }
  const end = endOf(ends.in, reason);
  return words(`talk.file.in.${end}`, { name });
}

/** A reason that cannot be in this direction is said as what is true of every end. */
function endOf<Reason extends FileEndReason>(
  known: readonly Reason[],
  reason: FileEndReason,
): Reason | 'interrupted' {
  return known.find((one) => one === reason) ?? 'interrupted';
}
