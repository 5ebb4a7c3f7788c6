import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { LevelMeter } from '../../ui/media/level-meter.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { DevicesModel } from '../../view-models/devices-model.ts';
import { useStore } from '../shared/use-store.ts';
import styles from './device-check.module.css';

const cx = classesOf(styles);

/** Louder than a quiet room, as quiet as a soft voice. */
const heardLevel = 0.15;

/** The level meter, and in words whether something was heard: nobody needs to see the bar. */
export function SoundCheck({ devices }: { readonly devices: DevicesModel }) {
  const words = useWords();
  const state = useStore(devices.state);
  const slot = state.phase === 'open' ? state.microphone : null;
  const track = slot?.phase === 'on' ? slot.track : null;
  // Another microphone has not been heard yet.
  const [heard, setHeard] = useState<MediaStreamTrack | null>(null);
  useEffect(() => devices.watchLevel(), [devices]);
  useEffect(() => {
    if (!track) return undefined;
    return devices.level.subscribe(() => {
      if (devices.level.get() >= heardLevel) setHeard(track);
    });
  }, [devices, track]);
  if (slot?.phase === 'failed') return null;
  return (
    <div className={cx('sound')}>
      <LevelMeter level={devices.level} />
      <StatusLine>
        {track
          ? words(heard === track ? 'devices.heard' : 'devices.notHeard')
          : words('devices.opening.microphone')}
      </StatusLine>
    </div>
  );
}
