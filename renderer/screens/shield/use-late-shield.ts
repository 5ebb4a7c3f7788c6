import { useEffect, useState } from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import type * as Late from './late-shield.ts';

/** The code about captures, which is not a part of the page's first load; null until it is there. */
export function useLateShield(): typeof Late | null {
  const addWords = useLateWords();
  const [late, setLate] = useState<typeof Late | null>(null);
  useEffect(() => {
    import('./late-shield.ts').then(
      (loaded) => {
        addWords({ callShield: loaded.callShield });
        setLate(loaded);
      },
      // Without it nothing is said of captures, and nothing is claimed.
      () => undefined,
    );
  }, [addWords]);
  return late;
}
