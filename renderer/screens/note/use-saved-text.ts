import { assertNever } from '../../../src/base/assert-never.ts';
import { formatTime } from '../../i18n/format-time.ts';
import { savedAge } from '../../i18n/saved-age.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import type { NoteSave } from '../../view-models/note-editor-model.ts';
import { useRenderAfter } from '../shared/use-render-after.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';

/** How long ago the note was saved, in words that keep up with time. */
export function useSavedText(save: NoteSave): string {
  const words = useWords();
  const locale = useLocale();
  const nowMs = useScreenPorts().clock.nowMs();
  const { age, changesInMs } = savedAge(save.savedAtMs, nowMs);
  useRenderAfter(save.phase === 'saved' ? changesInMs : null);
  if (save.phase !== 'saved') return words(`common.saved.${save.phase}`);
  switch (age.step) {
    case 'just-now':
      return words('common.saved.justNow');
    case 'seconds':
      return words('common.saved.seconds', { number: age.count });
    case 'minutes':
      return words('common.saved.minutes', { number: age.count });
    case 'at':
      return words('common.saved.at', { time: formatTime(save.savedAtMs, locale) });
    default:
      return assertNever(age, 'saved age');
  }
}
