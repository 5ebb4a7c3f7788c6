import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { CallFrame } from '../../ui/layout/call-frame.tsx';
import { classesOf } from '../../ui/styles/class-names.ts';
import type { GuestModels } from '../../view-models/models.ts';
import { LateAway } from '../away/late-part.tsx';
import { CallControls } from '../call/call-controls.tsx';
import { LateDialog } from '../call/late-dialog.tsx';
import { ownPictureTrack } from '../call/own-track.ts';
import { PeopleSound } from '../call/people-sound.tsx';
import { PeopleStage } from '../call/people-stage.tsx';
import { isUnsent } from '../call/is-unsent.ts';
import { useOwnPicture } from '../call/use-own-picture.ts';
import { useStore } from '../shared/use-store.ts';
import { TalkButton } from '../talk/talk-button.tsx';
import { GuestNews } from './guest-news.tsx';
import { GuestPanel } from './guest-panel.tsx';
import { useCallAhead } from './use-call-ahead.ts';
import { useGuestPanels } from './use-guest-panels.ts';
import { useGuestPrivacy } from './use-guest-privacy.ts';
import styles from './guest-call.module.css';

const cx = classesOf(styles);

/** The session, as the client has it: the other face, and five buttons. `isAhead`: drawn before there is one, and not seen. */
export function GuestCall(props: { readonly models: GuestModels; readonly isAhead: boolean }) {
  const words = useWords();
  const { guest, devices } = props.models;
  const call = useCallAhead(guest.call, props.isAhead);
  const deviceState = useStore(devices.state);
  const own = useOwnPicture();
  const [isLeaving, setLeaving] = useState(false);
  const panels = useGuestPanels();
  const { talk } = guest.call;
  const privacy = useGuestPrivacy(guest, call);
  const hasPanel = panels.talk.isOpen || (privacy !== null && panels.details.isOpen);
  const ask = (): void => {
    setLeaving(true);
  };
  const leave = (): void => {
    guest.leave();
  };
  return (
    <>
      <PeopleSound people={call.phase === 'live' ? call.people : []} />
      <CallFrame
        title={words('guest.call.title')}
        above={
          <GuestNews models={props.models} privacy={privacy} details={panels.details} onEnd={ask} />
        }
        stage={
          <PeopleStage
            call={call}
            alone={<p className={cx('alone')}>{words('guest.call.alone')}</p>}
            ownTrack={ownPictureTrack(call, deviceState)}
            onHideOwn={own.hide}
            onPicture={guest.pictureShown}
            isUnsent={privacy !== null && isUnsent(privacy)}
          />
        }
        bar={
          <CallControls
            call={guest.call}
            state={call}
            devices={devices}
            showOwnPicture={own.show}
            end={{
              label: words('guest.call.leave'),
              onPress: ask,
            }}
          >
            {talk && <TalkButton talk={talk} controls={panels.talk} />}
            {talk && <LateAway part="button" aside={talk.aside} />}
          </CallControls>
        }
        panel={
          hasPanel
            ? {
                label: words('guest.call.panel'),
                content: <GuestPanel guest={guest} privacy={privacy} panels={panels} />,
              }
            : null
        }
      />
      {/* Whoever cannot be asked has said that they want to leave. */}
      <LateDialog isAsked={isLeaving} onFailed={leave}>
        {({ LeaveDialog }) => (
          <LeaveDialog
            isOpen={isLeaving}
            {...(talk ? { talk } : {})}
            onClose={() => {
              setLeaving(false);
            }}
            onLook={panels.talk.show}
            onLeave={leave}
          />
        )}
      </LateDialog>
    </>
  );
}
