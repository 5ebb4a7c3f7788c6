import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Card } from '../../ui/layout/card.tsx';

/** The way to the access log. */
export function AccessLogCard(props: { readonly onOpen: () => void }) {
  const words = useWords();
  return (
    <Card title={words('accessLog.title')} text={words('accessLog.card.text')}>
      <div>
        <Button onPress={props.onOpen}>{words('accessLog.card.open')}</Button>
      </div>
    </Card>
  );
}
