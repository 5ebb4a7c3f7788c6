import { useWords } from '../../i18n/use-words.ts';
import { Card } from '../../ui/layout/card.tsx';
import { KeyList } from '../../ui/list/key-list.tsx';
import { keysOf, type KeyedAction } from './key-map.ts';
import { useScreenPorts } from './screen-ports.ts';

/** All of the therapist's. */
const actions: readonly Exclude<KeyedAction, 'help'>[] = [
  'find',
  'lock',
  'settings',
  'microphone',
  'camera',
  'note',
  'messages',
  'away',
  'list',
];

/** Everything that has a key, in one place. */
export function KeysCard() {
  const words = useWords();
  const { keyboard } = useScreenPorts();
  return (
    <Card title={words('common.keys.title')} text={words('common.keys.text')}>
      <KeyList
        rows={actions.map((action) => ({
          what: words(`common.keys.${action}`),
          keys: keysOf(action, keyboard),
        }))}
      />
    </Card>
  );
}
