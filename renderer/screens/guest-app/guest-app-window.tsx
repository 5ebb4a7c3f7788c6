import { assertNever } from '../../../src/base/assert-never.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { PreviewBanner } from '../../ui/feedback/preview-banner.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { WindowBannerProvider } from '../../ui/layout/window-banner.ts';
import type { GuestAppModel, GuestAppState } from '../../view-models/guest-app-model.ts';
import { GuestApp } from '../guest/guest-app.tsx';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { OpenInvite } from './open-invite.tsx';
import { WindowNotices } from './window-notices.tsx';

/** The app for clients: the way of every guest, and what is there before an invite is opened. */
export function GuestAppWindow({ model }: { readonly model: GuestAppModel }) {
  const app = useStore(model.app);
  const state = useStore(model.state);
  const isPreview = app.phase === 'ready' && app.status.host === 'preview';
  const banner = (
    <>
      {isPreview && <PreviewBanner />}
      <WindowNotices model={model} />
    </>
  );
  return (
    <WindowBannerProvider value={banner}>
      <Screen
        model={model}
        state={app.phase === 'failed' ? { phase: 'failed', code: app.code } : state}
      />
    </WindowBannerProvider>
  );
}

function Screen({
  model,
  state,
}: {
  readonly model: GuestAppModel;
  readonly state: GuestAppState;
}) {
  const words = useWords();
  switch (state.phase) {
    case 'checking':
      return (
        <CalmPage>
          <Loading isTitle label={words('guestApp.checking')} />
        </CalmPage>
      );
    case 'failed':
      return (
        <CalmPage>
          <CodePanel code={state.code} headingLevel={1} />
        </CalmPage>
      );
    case 'no-link':
      return (
        <OpenInvite
          state={state}
          onOpen={(text) => {
            model.openPasted(text);
          }}
        />
      );
    case 'invited':
      return <GuestApp models={state.models} />;
    default:
      return assertNever(state, 'guest app state');
  }
}
