import { useCallback, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Sound } from '../../ui/media/sound.tsx';
import type { Person } from '../../view-models/call-model.ts';

/** Everybody's voice. Shows something only when the browser wants a press before it plays. */
export function PeopleSound(props: { readonly people: readonly Person[] }) {
  const words = useWords();
  const [attempt, setAttempt] = useState(0);
  const [isBlocked, setBlocked] = useState(false);
  const onBlocked = useCallback(() => {
    setBlocked(true);
  }, []);
  const tracks = props.people.flatMap(({ media }) =>
    [media.audio, media['screen-audio']].flatMap((sound) => (sound ? [sound.track] : [])),
  );
  return (
    <>
      {tracks.map((track) => (
        <Sound key={track.id} track={track} attempt={attempt} onBlocked={onBlocked} />
      ))}
      {isBlocked && (
        <Notice
          level="know"
          isNews
          actions={
            <Button
              variant="primary"
              onPress={() => {
                setBlocked(false);
                setAttempt(attempt + 1);
              }}
            >
              {words('call.soundBlocked.action')}
            </Button>
          }
        >
          {words('call.soundBlocked.text')}
        </Notice>
      )}
    </>
  );
}
