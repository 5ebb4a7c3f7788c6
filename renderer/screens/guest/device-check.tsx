import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { SplitPage } from '../../ui/layout/split-page.tsx';
import { VideoTile } from '../../ui/media/video-tile.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { DevicesModel, DevicesState } from '../../view-models/devices-model.ts';
import type { GuestState } from '../../view-models/guest-model.ts';
import type { GuestModels } from '../../view-models/models.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { DevicePicker } from '../shared/device-picker.tsx';
import { DeviceProblem } from '../shared/device-problem.tsx';
import { useStore } from '../shared/use-store.ts';
import { HowYouConnect } from './how-you-connect.tsx';
import { joinWith } from './join-with.ts';
import { canServerChangePage } from './server-reach.ts';
import { SoundCheck } from './sound-check.tsx';
import styles from './device-check.module.css';

const cx = classesOf(styles);

/** Camera, microphone, and on to the waiting room. Whatever does not work can be gone without. */
export function DeviceCheck(props: {
  readonly models: GuestModels;
  readonly state: Extract<GuestState, { phase: 'device-check' | 'joining' }>;
}) {
  const { models, state } = props;
  const words = useWords();
  const devices = useStore(models.devices.state);
  return (
    <SplitPage
      title={words('guest.check.title')}
      text={words('guest.check.text')}
      picture={<Preview devices={devices} />}
      actions={
        <Button
          variant="primary"
          size="large"
          wide
          isPending={state.phase === 'joining'}
          pendingLabel={words('guest.check.joining')}
          onPress={() => {
            models.guest.join();
          }}
        >
          {words(`guest.check.${joinWith(devices)}`)}
        </Button>
      }
    >
      {state.phase === 'device-check' && state.failed !== null && (
        <CodeNotice code={state.failed} />
      )}
      <DeviceProblem devices={models.devices} kind="camera" />
      <DeviceProblem devices={models.devices} kind="microphone" />
      <SoundCheck devices={models.devices} />
      <Pickers devices={models.devices} />
      {models.guest.relay && <HowYouConnect relay={models.guest.relay} />}
      {canServerChangePage(models.guest) && (
        <p className={cx('small')}>{words('guest.check.serverChangesPage')}</p>
      )}
    </SplitPage>
  );
}

function Preview({ devices }: { readonly devices: DevicesState }) {
  const words = useWords();
  const camera = devices.phase === 'open' ? devices.camera : null;
  const track = camera?.phase === 'on' ? camera.track : null;
  const instead =
    camera?.phase === 'failed' ? words('call.camera.absent') : words('devices.opening.camera');
  return (
    <VideoTile
      name={words('call.ownPicture.you')}
      pictureLabel={words('devices.preview')}
      track={track}
      instead={track ? null : instead}
      isMirrored
    />
  );
}

function Pickers({ devices }: { readonly devices: DevicesModel }) {
  return (
    <div className={cx('pickers')}>
      <DevicePicker devices={devices} kind="camera" />
      <DevicePicker devices={devices} kind="microphone" />
    </div>
  );
}
