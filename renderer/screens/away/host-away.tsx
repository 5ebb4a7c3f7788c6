import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { useStore } from '../shared/use-store.ts';
import type { AwayPartProps } from './late-part.tsx';

/** To clients: their therapist has turned away. */
export function HostAway({ aside }: AwayPartProps) {
  const words = useWords();
  const { others } = useStore(aside.state);
  return (
    others.length > 0 && (
      <Notice level="know" isNews>
        {words('away.host')}
      </Notice>
    )
  );
}
