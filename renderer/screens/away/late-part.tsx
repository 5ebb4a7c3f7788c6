import { useEffect, useState } from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import type { AsideModel } from '../../view-models/aside-model.ts';
import type * as late from './late-away.ts';

export interface AwayPartProps {
  readonly aside: AsideModel;
  readonly mayCallForHelp?: boolean;
}

type Parts = Omit<typeof late, 'away'>;

/** A part of turning away whose code is not a part of the page's first load; nothing until it is there. */
export function LateAway({ part, ...props }: AwayPartProps & { readonly part: keyof Parts }) {
  const addWords = useLateWords();
  const [parts, setParts] = useState<Parts | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const { away, ...loaded } = await import('./late-away.ts');
      addWords({ away });
      setParts(loaded);
    };
    // Without it the key works still, and shows an empty page.
    load().catch(() => undefined);
  }, [addWords]);
  const Part = parts?.[part];
  return Part ? <Part {...props} /> : null;
}
