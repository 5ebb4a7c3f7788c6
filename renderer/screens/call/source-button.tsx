import { useWords } from '../../i18n/use-words.ts';
import { CallButton } from '../../ui/media/call-bar.tsx';
import type { OwnSource } from '../../view-models/call-model.ts';

/** Microphone or camera: its state, and turning it on or off. Without a device it leads to the choice of devices. */
export function SourceButton(props: {
  readonly kind: 'microphone' | 'camera';
  readonly source: OwnSource;
  readonly onTurn: (on: boolean) => void;
  readonly onDevices: () => void;
}) {
  const words = useWords();
  const { kind, source } = props;
  if (source.phase === 'held') {
    return (
      <CallButton
        icon={`${kind}-off`}
        look="off"
        state={words('call.camera.held')}
        isDisabled
        onPress={() => undefined}
      />
    );
  }
  const state = words(`call.${kind}.${source.phase}`);
  if (source.phase === 'absent' || source.phase === 'failed') {
    return (
      <CallButton
        icon={`${kind}-off`}
        look="off"
        state={state}
        action={words('call.chooseDevices')}
        onPress={props.onDevices}
      />
    );
  }
  const isOn = source.phase === 'on';
  return (
    <CallButton
      icon={isOn ? kind : `${kind}-off`}
      look={isOn ? 'plain' : 'off'}
      state={state}
      action={words(isOn ? `call.${kind}.turnOff` : `call.${kind}.turnOn`)}
      onPress={() => {
        props.onTurn(!isOn);
      }}
    />
  );
}
