import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Card } from '../../ui/layout/card.tsx';

/** The way to what is known of this computer. */
export function ComputerCard(props: { readonly onOpen: () => void }) {
  const words = useWords();
  return (
    <Card title={words('computer.title')} text={words('computer.card.text')}>
      <div>
        <Button onPress={props.onOpen}>{words('computer.card.open')}</Button>
      </div>
    </Card>
  );
}
