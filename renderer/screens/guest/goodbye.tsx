import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { SessionSlip } from '../../view-models/encryption-model.ts';
import type { GuestModel, GuestState } from '../../view-models/guest-model.ts';
import { stillUnsaved, type LeftFile } from '../../view-models/left-files.ts';
import { createStore, type Store } from '../../view-models/store.ts';
import { useStore } from '../shared/use-store.ts';
import { LatePlace } from '../talk/late-place.tsx';
import { LeftFiles as Files } from '../talk/left-files.tsx';
import { useLateTalkFor } from '../talk/use-late-talk.ts';

const nothingLeft: Store<readonly LeftFile[]> = createStore<readonly LeftFile[]>([]);

const settled: Store<boolean> = createStore(false);

/** It is over, why, and what is safe. */
export function Goodbye(props: {
  readonly guest: GuestModel;
  readonly reason: Extract<GuestState, { phase: 'closed' }>['reason'];
}) {
  const words = useWords();
  const { guest } = props;
  const left = useStore(guest.leftFiles?.state ?? nothingLeft);
  const isSettling = useStore(guest.isSettling ?? settled);
  const isSaved = stillUnsaved(left).length === 0;
  return (
    <CalmPage
      title={words(`guest.goodbye.${props.reason}.title`)}
      text={words(`guest.goodbye.${props.reason}.text`)}
    >
      <Notice level="quiet" isNews>
        {words('guest.goodbye.off')} {isSettling && words('guest.goodbye.settling')}
        {!isSettling && isSaved && words('guest.goodbye.close')}
      </Notice>
      <LeftFiles guest={guest} />
      {guest.slip && <Slip slip={guest.slip} isBrowser={guest.kind !== 'app'} />}
    </CalmPage>
  );
}

/** Files that came in and were not saved, whatever the end was. */
export function LeftFiles({ guest }: { readonly guest: GuestModel }) {
  const words = useWords();
  return (
    guest.leftFiles && (
      <Files files={guest.leftFiles} text={words('guest.files')} isBrowser={guest.kind !== 'app'} />
    )
  );
}

function Slip(props: { readonly slip: Store<SessionSlip | null>; readonly isBrowser: boolean }) {
  const slip = useStore(props.slip);
  const { late, load } = useLateTalkFor(slip !== null);
  if (!slip) return null;
  if (late.phase !== 'ready') return <LatePlace late={late} onLoad={load} />;
  return <late.Slip slip={slip} isBrowser={props.isBrowser} />;
}
