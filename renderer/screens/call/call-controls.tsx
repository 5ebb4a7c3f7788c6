import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { CallBar, CallButton } from '../../ui/media/call-bar.tsx';
import type { CallModel, CallState } from '../../view-models/call-model.ts';
import type { DevicesModel } from '../../view-models/devices-model.ts';
import { useKeys } from '../shared/use-keys.ts';
import { LateDialog } from './late-dialog.tsx';
import { SourceButton } from './source-button.tsx';

/** The bar below the faces. */
export function CallControls(props: {
  readonly call: CallModel;
  readonly state: CallState;
  readonly devices: DevicesModel;
  /** One's own picture was hidden: the way to have it back. */
  readonly showOwnPicture: (() => void) | null;
  /** More buttons, between the devices and the end. */
  readonly children?: ReactNode;
  readonly end: { readonly label: string; readonly onPress: () => void };
}) {
  const words = useWords();
  const { call, state } = props;
  const [isChoosing, setChoosing] = useState(false);
  const own = state.phase === 'live' ? state.own : null;
  useKeys({
    microphone: () => {
      if (own) call.setMicrophone(own.microphone.phase !== 'on');
    },
    camera: () => {
      if (own) call.setCamera(own.camera.phase !== 'on');
    },
  });
  const choose = (): void => {
    setChoosing(true);
  };
  const chosen = (): void => {
    setChoosing(false);
  };
  return (
    <>
      <CallBar label={words('call.bar')}>
        {own && (
          <>
            <SourceButton
              kind="microphone"
              source={own.microphone}
              onTurn={(on) => {
                call.setMicrophone(on);
              }}
              onDevices={choose}
            />
            <SourceButton
              kind="camera"
              source={own.camera}
              onTurn={(on) => {
                call.setCamera(on);
              }}
              onDevices={choose}
            />
          </>
        )}
        <CallButton icon="devices" state={words('call.devices')} onPress={choose} />
        {props.showOwnPicture && (
          <CallButton
            icon="self"
            state={words('call.ownPicture.show')}
            onPress={props.showOwnPicture}
          />
        )}
        {props.children}
        <CallButton icon="leave" look="end" state={props.end.label} onPress={props.end.onPress} />
      </CallBar>
      <LateDialog isAsked={isChoosing} onFailed={chosen}>
        {({ DevicesDialog }) => (
          <DevicesDialog devices={props.devices} isOpen={isChoosing} onClose={chosen} />
        )}
      </LateDialog>
    </>
  );
}
