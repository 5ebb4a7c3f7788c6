import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { VideoTile } from '../../ui/media/video-tile.tsx';
import type { CallConnection, Person } from '../../view-models/call-model.ts';
import { dropKind, isIncoming, type DropKind } from './drop-kind.ts';
import { tileOf, type TileInstead } from './tile-state.ts';

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
  readonly onPicture: () => void;
  /** Over the picture. */
  readonly over?: ReactNode;
}) {
  const words = useWords();
  const { name } = props;
  const { track, instead, isMuted } = tileOf(props.person, props.connection);
  const { dropping } = props.person;
  // Of whoever is away or waits for a key nothing could be shown, and that is said already.
  const isSaid = instead === 'dropped' || instead === 'waiting-key';
  return (
    <VideoTile
      name={name}
      pictureLabel={words('call.person.picture', { name })}
      track={track}
      instead={instead && insteadText(words, instead, name)}
      note={dropping !== undefined && !isSaid ? noteText(words, dropKind(dropping)) : null}
      over={props.over}
      mutedLabel={isMuted ? words('call.person.muted') : null}
      onShown={props.onPicture}
    />
  );
}

function insteadText(words: TFunction, instead: TileInstead, name: string): string {
  if (instead === 'dropped') return words('call.person.dropped', { name });
  if (instead === 'waiting-key') return words('privacy.tile.waiting', { name });
  return words(insteadKeys[instead]);
}

function noteText(words: TFunction, kind: DropKind): string | null {
  // What was not sent is said of oneself, not of somebody else.
  return isIncoming(kind) ? words(`privacy.tile.drop.${kind}`) : null;
}
