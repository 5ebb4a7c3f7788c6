import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { GuestRelayModel } from '../../view-models/guest-relay-model.ts';
import { LateDialog } from '../call/late-dialog.tsx';
import { useStore } from '../shared/use-store.ts';
import styles from './how-you-connect.module.css';

const cx = classesOf(styles);

/** Leads to the choice of the way that picture and sound go, and says when it is not the usual one. */
export function HowYouConnect({ relay }: { readonly relay: GuestRelayModel }) {
  const words = useWords();
  const isOnly = useStore(relay.isOnly);
  const [isAsked, setAsked] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const close = (): void => {
    setAsked(false);
  };
  return (
    <div className={cx('way')}>
      <div className={cx('button')}>
        <Button
          variant="plain"
          onPress={() => {
            setFailed(false);
            setAsked(true);
          }}
        >
          {words('guest.check.connect')}
        </Button>
      </div>
      <StatusLine>
        {isFailed ? words('guest.check.connectFailed') : isOnly && words('guest.check.relayOnly')}
      </StatusLine>
      <LateDialog
        isAsked={isAsked}
        onFailed={() => {
          setFailed(true);
          close();
        }}
      >
        {({ RelayDialog }) => <RelayDialog relay={relay} isOpen={isAsked} onClose={close} />}
      </LateDialog>
    </div>
  );
}
