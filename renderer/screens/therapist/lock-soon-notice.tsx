import { useWords } from '../../i18n/use-words.ts';
import { TopStrip } from '../../ui/feedback/top-strip.tsx';

/**
 * Nobody uses the computer, and the vault locks soon: across the top of every screen. Without a countdown, because somebody
 * may be listening to somebody.
 */
export function LockSoonNotice() {
  const words = useWords();
  return (
    <output>
      <TopStrip icon="lock" text={words('therapist.autoLock.soon')} />
    </output>
  );
}
