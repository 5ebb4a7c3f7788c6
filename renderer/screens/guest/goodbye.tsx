import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { GuestState } from '../../view-models/guest-model.ts';

/** It is over, why, and what is safe. */
export function Goodbye(props: {
  readonly reason: Extract<GuestState, { phase: 'closed' }>['reason'];
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
    </CalmPage>
  );
}
