import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { keptOut } from './kept-out.ts';
import type { PrivacyView } from './privacy-view.ts';

/** That something came in which the protocol refuses. Put away, it comes back when there was more of it. */
export function KeptOutNotice({ state }: Pick<PrivacyView, 'state'>) {
  const words = useWords();
  const [seen, setSeen] = useState(0);
  const refused = keptOut(state);
  if (refused === 0 || refused === seen) return null;
  return (
    <Notice
      level="know"
      isNews
      title={words('privacy.keptOut.title')}
      onDismiss={() => {
        setSeen(refused);
      }}
    >
      {words('privacy.keptOut.text')}
    </Notice>
  );
}
