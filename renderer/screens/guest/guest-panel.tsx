import { useWords } from '../../i18n/use-words.ts';
import { IconButton } from '../../ui/controls/icon-button.tsx';
import { SidePanel } from '../../ui/layout/side-panel.tsx';
import { PrivacyContents } from '../call/privacy-contents.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import type { PrivacyDetails } from '../call/use-privacy-details.ts';

/** Beside the client's call, when they ask for it: how it is protected. */
export function GuestPanel(props: {
  readonly privacy: PrivacyView;
  readonly details: PrivacyDetails;
}) {
  const words = useWords();
  return (
    <SidePanel
      title={words('privacy.title')}
      titleRef={props.details.titleRef}
      aside={
        <IconButton icon="close" label={words('privacy.close')} onPress={props.details.hide} />
      }
    >
      <PrivacyContents view={props.privacy} />
    </SidePanel>
  );
}
