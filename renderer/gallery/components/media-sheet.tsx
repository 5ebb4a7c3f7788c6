import type { ReactNode } from 'react';
import { CallBar, CallButton } from '../../ui/media/call-bar.tsx';
import { LevelMeter } from '../../ui/media/level-meter.tsx';
import { OwnPicture } from '../../ui/media/own-picture.tsx';
import { Stage } from '../../ui/media/stage.tsx';
import { VideoTile } from '../../ui/media/video-tile.tsx';
import { WaitingStrip } from '../../ui/media/waiting-strip.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { Sitter } from '../painted-track.ts';
import { Group, Sheet, Specimen } from '../specimen.tsx';
import { usePaintedTrack } from '../use-painted-track.ts';
import styles from './media-sheet.module.css';

const cx = classesOf(styles);
const nothing = (): void => undefined;

export function MediaSheet() {
  return (
    <Sheet title="Media">
      <Tiles />
      <OwnPictures />
      <Stages />
      <Bars />
      <Strips />
      <Group title="LevelMeter" layout="close">
        {[0, 0.35, 0.8, 1].map((level) => (
          <Specimen key={level} state={`level ${String(level)}`}>
            <LevelMeter level={{ get: () => level, subscribe: () => nothing }} />
          </Specimen>
        ))}
      </Group>
    </Sheet>
  );
}

function Tiles() {
  const track = usePaintedTrack('ash');
  const tile = (props: Partial<Parameters<typeof VideoTile>[0]>): ReactNode => (
    <div className={cx('tile')}>
      <VideoTile name="Your client" pictureLabel="Picture of your client" track={null} {...props} />
    </div>
  );
  return (
    <Group title="VideoTile">
      <Specimen state="picture">{tile({ track })}</Specimen>
      <Specimen state="microphone off">{tile({ track, mutedLabel: 'Microphone off' })}</Specimen>
      <Specimen state="camera off">{tile({ instead: 'Camera off' })}</Specimen>
      <Specimen state="no picture yet">{tile({ instead: 'No picture yet' })}</Specimen>
      <Specimen state="something to know">
        {tile({
          track,
          note: 'Not shown or played: something arrived that is not as it was sent.',
        })}
      </Specimen>
      <Specimen state="something to know, no picture">
        {tile({
          instead: 'Camera off',
          mutedLabel: 'Microphone off',
          note: 'Not shown or played: there is no key for it yet.',
        })}
      </Specimen>
      <Specimen state="waiting for a key">
        {tile({
          track,
          instead:
            'Waiting for a private connection. Your client cannot be seen or heard until then.',
        })}
      </Specimen>
      <Specimen state="away">
        {tile({
          track,
          instead: 'Your client lost the connection. Waiting for them to come back.',
        })}
      </Specimen>
      <Specimen state="away, no picture">
        {tile({ instead: 'Your client lost the connection. Waiting for them to come back.' })}
      </Specimen>
    </Group>
  );
}

function OwnPictures() {
  const track = usePaintedTrack('own');
  const faceless = (
    <VideoTile
      name="Your client"
      pictureLabel="Picture of your client"
      track={null}
      instead="Camera off"
    />
  );
  return (
    <Group title="OwnPicture">
      <Specimen state="in its corner, tools shown" force={['focus-visible']}>
        <div className={cx('room')}>
          <Stage count={1} tiles={faceless}>
            <OwnPicture track={track} onHide={nothing} />
          </Stage>
        </div>
      </Specimen>
      <Specimen state="nothing of it goes out">
        <div className={cx('room')}>
          <Stage count={1} tiles={faceless}>
            <OwnPicture track={track} isUnsent onHide={nothing} />
          </Stage>
        </div>
      </Specimen>
      <Specimen state="camera off">
        <div className={cx('room')}>
          <Stage count={1} tiles={faceless}>
            <OwnPicture track={null} onHide={nothing} />
          </Stage>
        </div>
      </Specimen>
    </Group>
  );
}

const sitters: readonly Sitter[] = ['ash', 'heron', 'fern', 'wren', 'own'];

function Stages() {
  return (
    <Group title="Stage">
      {[2, 3, 4, 9].map((count) => (
        <Specimen key={count} state={`${String(count)} people`}>
          <div className={cx('room', 'large')}>
            <Stage
              count={count}
              tiles={Array.from({ length: count }, (_, index) => (
                <StageTile
                  key={index}
                  sitter={sitters[index % sitters.length] ?? 'ash'}
                  number={index + 1}
                />
              ))}
            />
          </div>
        </Specimen>
      ))}
    </Group>
  );
}

function StageTile({ sitter, number }: { readonly sitter: Sitter; readonly number: number }) {
  const name = `Client ${String(number)}`;
  return (
    <VideoTile name={name} pictureLabel={`Picture of ${name}`} track={usePaintedTrack(sitter)} />
  );
}

function Bars() {
  return (
    <Group title="CallBar" layout="wide">
      <Specimen state="everything on" isDark>
        <CallBar label="Call controls">
          <CallButton
            icon="microphone"
            state="Microphone on"
            action="Turn the microphone off"
            onPress={nothing}
          />
          <CallButton
            icon="camera"
            state="Camera on"
            action="Turn the camera off"
            onPress={nothing}
          />
          <CallButton icon="devices" state="Devices" onPress={nothing} />
          <CallButton
            icon="note"
            state="Note"
            action="Hide the note"
            look="open"
            onPress={nothing}
          />
          <CallButton icon="leave" state="End" look="end" onPress={nothing} />
        </CallBar>
      </Specimen>
      <Specimen state="everything off, focus on the first" isDark force={['focus-visible']}>
        <CallBar label="Call controls, off">
          <CallButton
            icon="microphone-off"
            state="Microphone off"
            action="Turn the microphone on"
            look="off"
            onPress={nothing}
          />
          <CallButton icon="camera-off" state="No camera" look="off" onPress={nothing} />
          <CallButton icon="devices" state="Devices" isDisabled onPress={nothing} />
          <CallButton icon="note" state="Note" action="Show the note" onPress={nothing} />
          <CallButton icon="leave" state="Leave" look="end" onPress={nothing} />
        </CallBar>
      </Specimen>
    </Group>
  );
}

function Strips() {
  const strip = { admit: 'Let in', refuse: 'Send away', onAdmit: nothing, onRefuse: nothing };
  return (
    <Group title="WaitingStrip" layout="wide">
      <Specimen state="waits">
        <WaitingStrip title="Your client is waiting" detail="since 14:02" isThere {...strip} />
      </Specimen>
      <Specimen state="dropped">
        <WaitingStrip
          title="Your client is waiting (2)"
          detail="Lost the connection, may come back"
          isThere={false}
          {...strip}
        />
      </Specimen>
      <Specimen state="on the dark ground" isDark>
        <WaitingStrip title="Client 2 is waiting" detail="since 14:05" isThere {...strip} />
      </Specimen>
      <Specimen state="known device">
        <WaitingStrip
          title="Client 3 is waiting"
          detail="since 14:02"
          lines={[
            { level: 'quiet', text: 'Same device as in your last 6 sessions' },
            { level: 'quiet', text: 'Joined with the Quietroom app' },
          ]}
          isThere
          {...strip}
        />
      </Specimen>
      <Specimen state="something to know">
        <WaitingStrip
          title="Client 4 is waiting"
          detail="since 14:02"
          lines={[
            { level: 'know', text: 'New device. Compare the words before anything else.' },
            { level: 'know', text: 'Joined in a browser: code from the server.' },
          ]}
          isThere
          {...strip}
        />
      </Specimen>
      <Specimen state="cannot be let in">
        <WaitingStrip
          title="Somebody is waiting who cannot be let in"
          detail="since 14:02"
          lines={[
            {
              level: 'stop',
              text: 'This link was already used on another device. Somebody may have copied it.',
            },
          ]}
          isThere
          mayAdmit={false}
          {...strip}
        />
      </Specimen>
    </Group>
  );
}
