import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField } from '../../ui/controls/check-field.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { GuestRelayModel } from '../../view-models/guest-relay-model.ts';
import { GuestRelayOffer } from '../../view-models/guest-relay-offer.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useStore } from '../shared/use-store.ts';
import styles from './relay-dialog.module.css';

const cx = classesOf(styles);

/** How picture and sound go to the practice's server, what hiding one's address does, and what it does not. */
export function RelayDialog(props: {
  readonly relay: GuestRelayModel;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { relay, isOpen, onClose } = props;
  const words = useWords();
  const [offer] = useState(() => new GuestRelayOffer(relay));
  useEffect(() => {
    if (isOpen) offer.look();
  }, [isOpen, offer]);
  return (
    <Dialog
      title={words('guest.check.connect')}
      text={words('relay.text')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {words('common.action.close')}
        </Button>
      }
    >
      <Offer relay={relay} offer={offer} />
      <Choice relay={relay} offer={offer} />
    </Dialog>
  );
}

interface Parts {
  readonly relay: GuestRelayModel;
  readonly offer: GuestRelayOffer;
}

/** Whether there is anything to choose. */
function Offer({ relay, offer }: Parts) {
  const words = useWords();
  const state = useStore(offer.state);
  const isOnly = useStore(relay.isOnly);
  switch (state.phase) {
    case 'unknown':
    case 'asking':
      return <Loading label={words('relay.asking')} />;
    case 'known':
      return state.hasRelay ? null : <p>{words(isOnly ? 'relay.noneChosen' : 'relay.none')}</p>;
    case 'failed':
      return (
        <CodeNotice
          code={state.code}
          actions={
            <Button
              onPress={() => {
                offer.look();
              }}
            >
              {words('common.action.tryAgain')}
            </Button>
          }
        />
      );
  }
}

/** Offered where there is a relay; and whoever has chosen it somewhere else can take that back. */
function Choice({ relay, offer }: Parts) {
  const words = useWords();
  const state = useStore(offer.state);
  const isOnly = useStore(relay.isOnly);
  if (!isOnly && !(state.phase === 'known' && state.hasRelay)) return null;
  return (
    <>
      <CheckField
        label={words('relay.only.label')}
        detail={words('relay.only.detail')}
        isChecked={isOnly}
        onChange={(isChecked) => {
          relay.setOnly(isChecked);
        }}
      />
      <ul className={cx('limits')}>
        <li>{words('relay.limits.seen')}</li>
        <li>{words('relay.limits.cost')}</li>
        <li>{words('relay.limits.kept')}</li>
      </ul>
    </>
  );
}
