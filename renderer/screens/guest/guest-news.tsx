import type { GuestModels } from '../../view-models/models.ts';
import { ConnectionNotice } from '../call/connection-notice.tsx';
import { LateAway } from '../away/late-part.tsx';
import { PrivacyAbove } from '../call/privacy-above.tsx';
import type { PrivacyView } from '../call/privacy-view.ts';
import type { PrivacyDetails } from '../call/use-privacy-details.ts';
import { DeviceProblem } from '../shared/device-problem.tsx';
import { useStore } from '../shared/use-store.ts';

/** Above the faces, for the client: how the call is protected, how the connection is, what did not work. */
export function GuestNews(props: {
  readonly models: GuestModels;
  readonly privacy: PrivacyView | null;
  readonly details: PrivacyDetails;
  readonly onEnd: () => void;
}) {
  const { guest, devices } = props.models;
  const call = useStore(guest.call.state);
  const { talk } = guest.call;
  return (
    <>
      <PrivacyAbove view={props.privacy} side="guest" details={props.details} onEnd={props.onEnd} />
      {talk && <LateAway part="host" aside={talk.aside} />}
      <ConnectionNotice call={call} />
      <DeviceProblem devices={devices} kind="camera" mayDismiss />
      <DeviceProblem devices={devices} kind="microphone" mayDismiss />
    </>
  );
}
