import { useWords } from '../../i18n/use-words.ts';

/** To clients, before the call: what to do when someone comes in. */
export function AwayHint() {
  const words = useWords();
  return <p>{words('away.hint')}</p>;
}
