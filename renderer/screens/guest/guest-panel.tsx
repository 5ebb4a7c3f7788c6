import { useWords } from '../../i18n/use-words.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { SidePanel } from '../../ui/layout/side-panel.tsx';
import type { GuestModel } from '../../view-models/guest-model.ts';
import type { PrivacyView } from '../call/privacy-view.ts';
import type { PrivacyDetails } from '../call/use-privacy-details.ts';
import { useStore } from '../shared/use-store.ts';
import { LatePlace } from '../talk/late-place.tsx';
import { TalkSide } from '../talk/talk-side.tsx';
import { useLateTalkFor } from '../talk/use-late-talk.ts';
import type { GuestPanels } from './use-guest-panels.ts';

/** Beside the client's call, when they ask for it: the messages, or how the call is protected. */
export function GuestPanel(props: {
  readonly guest: GuestModel;
  readonly privacy: PrivacyView | null;
  readonly panels: GuestPanels;
}) {
  const { guest, privacy, panels } = props;
  const { talk } = guest.call;
  const call = useStore(guest.call.state);
  if (talk && panels.talk.isOpen) {
    return (
      <TalkSide
        talk={talk}
        controls={panels.talk}
        people={call.phase === 'live' ? call.people : []}
        side={guest.kind === 'app' ? 'app' : 'browser'}
      />
    );
  }
  return privacy && <PrivacyPanel privacy={privacy} details={panels.details} />;
}

function PrivacyPanel(props: { readonly privacy: PrivacyView; readonly details: PrivacyDetails }) {
  const words = useWords();
  const { late, load } = useLateTalkFor(true);
  return (
    <SidePanel
      title={words('privacy.title')}
      titleRef={props.details.titleRef}
      aside={
        <IconButton icon="close" label={words('privacy.close')} onPress={props.details.hide} />
      }
    >
      {late.phase === 'ready' ? (
        <late.Privacy view={props.privacy} />
      ) : (
        <LatePlace late={late} onLoad={load} />
      )}
    </SidePanel>
  );
}
