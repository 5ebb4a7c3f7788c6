import { useWords } from '../../i18n/use-words.ts';
import { Select } from '../../ui/controls/select.tsx';
import type { DeviceKind } from '../../media/device-access.ts';
import type { DevicesModel } from '../../view-models/devices-model.ts';
import { useStore } from './use-store.ts';

/** Which camera, or which microphone. */
export function DevicePicker(props: { readonly devices: DevicesModel; readonly kind: DeviceKind }) {
  const { devices, kind } = props;
  const words = useWords();
  const state = useStore(devices.state);
  const isOpen = state.phase === 'open';
  const list = isOpen ? (kind === 'camera' ? state.cameras : state.microphones) : [];
  const slot = isOpen ? state[kind] : null;
  return (
    <Select
      label={words(`devices.${kind}`)}
      icon={kind}
      choices={list.map(({ deviceId, label }, index) => ({
        value: deviceId,
        // Without permission the system does not tell names.
        label: label === '' ? words(`devices.unnamed.${kind}`, { number: index + 1 }) : label,
      }))}
      value={slot?.phase === 'on' ? slot.deviceId : null}
      placeholder={words('devices.choose')}
      isDisabled={slot?.phase === 'opening'}
      onChange={(deviceId) => {
        devices.pick(kind, deviceId);
      }}
    />
  );
}
