import { useWords } from '../../i18n/use-words.ts';
import { CallButton } from '../../ui/media/call-bar.tsx';
import type { AwayPartProps } from './late-part.tsx';

/** "Somebody came in": the same as its key. */
export function AwayButton({ aside }: AwayPartProps) {
  const words = useWords();
  return (
    <CallButton
      icon="door"
      state={words('away.turn')}
      name={words('away.turnName')}
      onPress={() => {
        aside.turnAway();
      }}
    />
  );
}
