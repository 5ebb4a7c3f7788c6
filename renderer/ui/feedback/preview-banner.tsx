import { useWords } from '../../i18n/use-words.ts';
import { TopStrip } from './top-strip.tsx';

/** Across the top of every screen while the page does not run in the real desktop app. */
export function PreviewBanner() {
  const words = useWords();
  return (
    <aside aria-label={words('common.previewLabel')}>
      <TopStrip icon="know" text={words('common.preview')} />
    </aside>
  );
}
