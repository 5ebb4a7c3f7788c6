import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { DevicesModel } from '../../view-models/devices-model.ts';
import { DevicePicker } from './device-picker.tsx';
import { DeviceProblem } from './device-problem.tsx';

/** Another camera or microphone, in the middle of a call. */
export function DevicesDialog(props: {
  readonly devices: DevicesModel;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { devices } = props;
  return (
    <Dialog
      title={words('devices.dialog.title')}
      text={words('devices.dialog.text')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      actions={
        <Button variant="primary" onPress={props.onClose}>
          {words('common.action.close')}
        </Button>
      }
    >
      <DevicePicker devices={devices} kind="camera" />
      <DeviceProblem devices={devices} kind="camera" />
      <DevicePicker devices={devices} kind="microphone" />
      <DeviceProblem devices={devices} kind="microphone" />
    </Dialog>
  );
}
