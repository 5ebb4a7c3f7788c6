import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { VideoTile } from '../../ui/media/video-tile.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { GuestState } from '../../view-models/guest-model.ts';
import type { GuestModels } from '../../view-models/models.ts';
import { LateAway } from '../away/late-part.tsx';
import { DeviceProblem } from '../shared/device-problem.tsx';
import { useLateShield } from '../shield/use-late-shield.ts';
import { useStore } from '../shared/use-store.ts';
import styles from './waiting-room.module.css';

const cx = classesOf(styles);

/** Waiting to be let in. Nothing to do here, and nothing moves but one's own picture. */
export function WaitingRoom(props: {
  readonly models: GuestModels;
  readonly state: Extract<GuestState, { phase: 'waiting' }>;
}) {
  const { models, state } = props;
  const words = useWords();
  // For the call: when it begins, somebody waits for a face, and not for this.
  useLateShield();
  const { talk } = models.guest.call;
  const devices = useStore(models.devices.state);
  const camera = devices.phase === 'open' ? devices.camera : null;
  const track = camera?.phase === 'on' ? camera.track : null;
  return (
    <CalmPage
      title={words('guest.waiting.title')}
      text={words('guest.waiting.text')}
      actions={
        <Button
          onPress={() => {
            models.guest.leaveWaiting();
          }}
        >
          {words('guest.waiting.leave')}
        </Button>
      }
    >
      <StatusLine isQuiet>
        {state.connection === 'connected' && words('guest.waiting.title')}
      </StatusLine>
      {state.connection === 'reconnecting' && (
        <Notice level="know" isNews>
          {words('guest.waiting.reconnecting')}
        </Notice>
      )}
      {state.isAgain && state.connection === 'connected' && (
        <Notice level="know" isNews>
          {words('guest.waiting.again')}
        </Notice>
      )}
      <DeviceProblem devices={models.devices} kind="camera" />
      <DeviceProblem devices={models.devices} kind="microphone" />
      {track && (
        <div className={cx('preview')}>
          <VideoTile
            name={words('call.ownPicture.you')}
            pictureLabel={words('devices.preview')}
            track={track}
            isMirrored
            size="small"
          />
        </div>
      )}
      {talk && <LateAway part="hint" aside={talk.aside} />}
    </CalmPage>
  );
}
