import type { ReactNode } from 'react';
import { OwnPicture } from '../../ui/media/own-picture.tsx';
import { Stage } from '../../ui/media/stage.tsx';
import type { CallState } from '../../view-models/call-model.ts';
import { PersonTile } from './person-tile.tsx';
import { usePersonName } from './use-person-name.ts';

/** The others, as large as there is room, and oneself in a corner. */
export function PeopleStage(props: {
  readonly call: CallState;
  readonly pseudonym?: string;
  /** What is there while nobody else is. */
  readonly alone: ReactNode;
  readonly ownTrack: MediaStreamTrack | null;
  /** null: one's own picture is hidden. */
  readonly onHideOwn: (() => void) | null;
}) {
  const people = props.call.phase === 'live' ? props.call.people : [];
  const connection = props.call.phase === 'live' ? props.call.connection : null;
  const nameOf = usePersonName(people, props.pseudonym);
  const isGroup = people.length > 1;
  const own = props.onHideOwn && (
    <OwnPicture
      track={props.ownTrack}
      isTile={isGroup}
      yields={people.length === 0}
      onHide={props.onHideOwn}
    />
  );
  const tiles = connection && (
    <>
      {people.map((person) => (
        <PersonTile
          key={person.seatId}
          person={person}
          name={nameOf(person)}
          connection={connection}
        />
      ))}
      {isGroup && own}
    </>
  );
  return (
    <Stage
      count={people.length + (isGroup && own ? 1 : 0)}
      tiles={people.length > 0 ? tiles : props.alone}
    >
      {!isGroup && own}
    </Stage>
  );
}
