import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';

/** The way on after something did not work. */
export function TryAgain({ onPress }: { readonly onPress: () => void }) {
  const words = useWords();
  return <Button onPress={onPress}>{words('common.action.tryAgain')}</Button>;
}
