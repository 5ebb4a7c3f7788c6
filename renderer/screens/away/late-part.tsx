import { useEffect, useState, type ComponentType } from 'react';
import { useLateWords } from '../../i18n/use-words.ts';
import type { AsideModel } from '../../view-models/aside-model.ts';

export interface AwayPartProps {
  readonly aside: AsideModel;
  readonly mayCallForHelp?: boolean;
}

type Part = 'button' | 'hint' | 'host' | 'page';
type Parts = Readonly<Record<Part, ComponentType<AwayPartProps>>>;

/** A part of turning away whose code is not a part of the page's first load; nothing until it is there. */
export function LateAway({ part, ...props }: AwayPartProps & { readonly part: Part }) {
  const addWords = useLateWords();
  const [parts, setParts] = useState<Parts | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const { away, AwayButton, AwayHint, HostAway, NeutralPage } = await import('./late-away.ts');
      addWords({ away });
      setParts({ button: AwayButton, hint: AwayHint, host: HostAway, page: NeutralPage });
    };
    // Without it the key works still, and shows an empty page.
    load().catch(() => undefined);
  }, [addWords]);
  const One = parts?.[part];
  return One ? <One {...props} /> : null;
}
