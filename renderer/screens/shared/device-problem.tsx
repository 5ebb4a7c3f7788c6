import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { DeviceKind } from '../../media/device-access.ts';
import type { DevicesModel } from '../../view-models/devices-model.ts';
import { useStore } from './use-store.ts';

/** What is wrong with a camera or a microphone, and the way out; nothing while all is well. */
export function DeviceProblem(props: {
  readonly devices: DevicesModel;
  readonly kind: DeviceKind;
  /** In a call, where it takes room from a face: the bar below tells the state anyway. */
  readonly mayDismiss?: boolean;
}) {
  const { devices, kind } = props;
  const words = useWords();
  const state = useStore(devices.state);
  const slot = state.phase === 'open' ? state[kind] : null;
  const [dismissed, setDismissed] = useState<unknown>(null);
  if (slot?.phase !== 'failed' || dismissed === slot) return null;
  return (
    <Notice
      level="know"
      isNews
      {...(props.mayDismiss === true
        ? {
            onDismiss: () => {
              setDismissed(slot);
            },
          }
        : {})}
      title={words(`devices.problem.${kind}.${slot.code}.what`)}
      actions={
        <Button
          onPress={() => {
            devices.retry(kind);
          }}
        >
          {words('common.action.tryAgain')}
        </Button>
      }
    >
      {words(`devices.problem.${kind}.${slot.code}.next`)}
    </Notice>
  );
}
