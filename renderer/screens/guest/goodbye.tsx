import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import type { GuestState } from '../../view-models/guest-model.ts';
import type { Store } from '../../view-models/store.ts';
import { useStore } from '../shared/use-store.ts';
import { KeepSlip } from './keep-slip.tsx';

/** It is over, why, and what is safe. */
export function Goodbye(props: {
  readonly reason: Extract<GuestState, { phase: 'closed' }>['reason'];
  readonly slip?: Store<SessionSlip | null>;
}) {
  const words = useWords();
  return (
    <CalmPage
      title={words(`guest.goodbye.${props.reason}.title`)}
      text={words(`guest.goodbye.${props.reason}.text`)}
    >
      <Notice level="quiet" isNews>
        {words('guest.goodbye.off')} {words('guest.goodbye.close')}
      </Notice>
      {props.slip && <Slip slip={props.slip} />}
    </CalmPage>
  );
}

function Slip(props: { readonly slip: Store<SessionSlip | null> }) {
  const slip = useStore(props.slip);
  return slip && <KeepSlip slip={slip} />;
}
