import { useWords } from '../../i18n/use-words.ts';
import { VideoTile } from '../../ui/media/video-tile.tsx';
import type { CallConnection, Person } from '../../view-models/call-model.ts';
import { tileOf } from './tile-state.ts';

const insteadKeys = {
  connecting: 'call.connection.connecting',
  'no-camera': 'call.person.noCamera',
  'no-camera-yet': 'call.person.noCameraYet',
} as const;

/** Somebody else in the call. */
export function PersonTile(props: {
  readonly person: Person;
  readonly name: string;
  readonly connection: CallConnection;
}) {
  const words = useWords();
  const { name } = props;
  const { track, instead, isMuted } = tileOf(props.person, props.connection);
  const insteadText =
    instead === null
      ? null
      : instead === 'dropped'
        ? words('call.person.dropped', { name })
        : words(insteadKeys[instead]);
  return (
    <VideoTile
      name={name}
      pictureLabel={words('call.person.picture', { name })}
      track={track}
      instead={insteadText}
      mutedLabel={isMuted ? words('call.person.muted') : null}
    />
  );
}
