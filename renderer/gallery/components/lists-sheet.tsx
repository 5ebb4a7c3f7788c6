import { Button } from '../../ui/controls/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Facts } from '../../ui/layout/facts.tsx';
import { KeyList } from '../../ui/list/key-list.tsx';
import { ListRow, ListView } from '../../ui/list/list-view.tsx';
import { LogDay, LogLine } from '../../ui/list/log-list.tsx';
import { Group, Sheet, Specimen } from '../specimen.tsx';

const nothing = (): void => undefined;

export function ListsSheet() {
  return (
    <Sheet title="Lists and groups">
      <Group title="ListView and ListRow">
        <Specimen state="rest">
          <ListView label="Clients">
            <ListRow title="Heron" detail="Last session yesterday" onPress={nothing} />
            <ListRow title="Ash" detail="Last session 3 November" aside="Today" onPress={nothing} />
            <ListRow title="Wren" onPress={nothing} />
          </ListView>
        </Specimen>
        <Specimen state="hover" force={['hovered']}>
          <ListView label="Clients, one pointed at">
            <ListRow title="Heron" detail="Last session yesterday" onPress={nothing} />
          </ListView>
        </Specimen>
        <Specimen state="focus" force={['focus-visible']}>
          <ListView label="Clients, one focused">
            <ListRow title="Heron" detail="Last session yesterday" onPress={nothing} />
            <ListRow title="Ash" detail="No session yet" onPress={nothing} />
          </ListView>
        </Specimen>
        <Specimen state="too long for its place">
          <ListView label="Clients with long names">
            <ListRow
              title="The one with the very long pseudonym that nobody would ever choose but may"
              detail="A first line of a note that goes on and on, as first lines of notes tend to do"
              aside="3 November 2025"
              onPress={nothing}
            />
          </ListView>
        </Specimen>
      </Group>
      <Group title="LogDay and LogLine">
        <Specimen state="rest">
          <LogDay day="Today">
            <LogLine time="14:02" what="Note read" detail="Heron" />
            <LogLine time="13:58" what="Vault unlocked" />
            <LogLine time="9:00" what="Tried to unlock in vain" detail="12 times" isNotable />
          </LogDay>
        </Specimen>
        <Specimen state="too long for its place">
          <LogDay day="3 November 2025">
            <LogLine
              time="12:59 PM"
              what="Signed record of a session read, which takes more words than there is room for here"
              detail="The one with the very long pseudonym that nobody would ever choose but may"
            />
          </LogDay>
        </Specimen>
      </Group>
      <Group title="Card, Facts and KeyList">
        <Specimen state="with facts">
          <Card title="Vault" text="Open. Locking closes it and forgets the key.">
            <Facts
              rows={[
                { what: 'Encryption of the file', is: 'AEGIS-256' },
                { what: 'Key kept in', is: 'Secret Service' },
              ]}
            />
            <div>
              <Button icon="lock">Lock now</Button>
            </div>
          </Card>
        </Specimen>
        <Specimen state="keys">
          <Card title="Keys">
            <KeyList
              rows={[
                { what: 'Turn the microphone on or off', keys: ['Ctrl', 'D'] },
                { what: 'Lock the vault', keys: ['Ctrl', 'Shift', 'L'] },
              ]}
            />
          </Card>
        </Specimen>
      </Group>
    </Sheet>
  );
}
