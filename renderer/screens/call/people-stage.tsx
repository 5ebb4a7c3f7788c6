import type { ReactNode } from 'react';
import { OwnPicture } from '../../ui/media/own-picture.tsx';
import { Stage } from '../../ui/media/stage.tsx';
import type { CallState } from '../../view-models/call-model.ts';
import { useLateShield } from '../shield/use-late-shield.ts';
import { PersonTile } from './person-tile.tsx';
import { usePersonName } from './use-person-name.ts';

/** The others, as large as there is room, and oneself in a corner. */
export function PeopleStage(props: {
  readonly call: CallState;
  readonly pseudonym?: string;
  /** What is there while nobody else is. */
  readonly alone: ReactNode;
  readonly ownTrack: MediaStreamTrack | null;
  /** Nothing of one's own goes out for want of a key. */
  readonly isUnsent?: boolean;
  /** null: one's own picture is hidden. */
  readonly onHideOwn: (() => void) | null;
  /** Somebody's first picture is on the screen. */
  readonly onPicture: () => void;
}) {
  const live = props.call.phase === 'live' ? props.call : null;
  const people = live?.people ?? [];
  const nameOf = usePersonName(people, props.pseudonym);
  const isGroup = people.length > 1;
  const late = useLateShield();
  const mark = live?.encryption?.mark;
  const own = props.onHideOwn && (
    <OwnPicture
      track={props.ownTrack}
      isTile={isGroup}
      yields={people.length === 0}
      isUnsent={props.isUnsent === true}
      onHide={props.onHideOwn}
    />
  );
  const tiles = live && (
    <>
      {people.map((person) => (
        <PersonTile
          key={person.seatId}
          person={person}
          name={nameOf(person)}
          connection={live.connection}
          onPicture={props.onPicture}
          over={mark === undefined ? null : late && <late.SessionMark text={mark} />}
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
