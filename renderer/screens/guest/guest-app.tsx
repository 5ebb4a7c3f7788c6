import { Activity, useDeferredValue } from 'react';
import { assertNever } from '../../../src/base/assert-never.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import type { GuestModels } from '../../view-models/models.ts';
import { TurnedAway } from '../away/turned-away.tsx';
import { CodePanel } from '../shared/code-panel.tsx';
import { useStore } from '../shared/use-store.ts';
import { DeviceCheck } from './device-check.tsx';
import { FirstFace } from './first-face.tsx';
import { Goodbye, LeftFiles } from './goodbye.tsx';
import { GuestCall } from './guest-call.tsx';
import { HowYouConnect } from './how-you-connect.tsx';
import { WaitingRoom } from './waiting-room.tsx';

/** The guest's way, and the plain page in its place. */
export function GuestApp({ models }: { readonly models: GuestModels }) {
  return (
    <TurnedAway aside={models.guest.call.talk?.aside} mayCallForHelp>
      <Way models={models} />
    </TurnedAway>
  );
}

/** Link, device check, waiting room, call, goodbye. One thing per screen. */
function Way({ models }: { readonly models: GuestModels }) {
  const words = useWords();
  // Drawn in small pieces: messages with the keys come while the call is drawn, and pass in between.
  const state = useDeferredValue(useStore(models.guest.state));
  switch (state.phase) {
    case 'reading-link':
      return (
        <CalmPage>
          <Loading isTitle label={words('guest.openingLink')} />
        </CalmPage>
      );
    case 'invalid':
      return (
        <CalmPage>
          <CodePanel code={state.code} headingLevel={1} />
        </CalmPage>
      );
    case 'device-check':
    case 'joining':
      return <DeviceCheck models={models} state={state} />;
    case 'waiting':
    case 'in-call':
      // The call is drawn beforehand, unseen: whoever is let in waits for a face, and not for buttons.
      return (
        <>
          {state.phase === 'waiting' && <WaitingRoom models={models} state={state} />}
          <Activity mode={state.phase === 'waiting' ? 'hidden' : 'visible'}>
            <GuestCall models={models} isAhead={state.phase === 'waiting'} />
          </Activity>
          {models.guest.firstFace && (
            <FirstFace face={models.guest.firstFace} isOverCall={state.phase === 'in-call'} />
          )}
        </>
      );
    case 'closed':
      return <Goodbye guest={models.guest} reason={state.reason} />;
    case 'failed':
      return (
        <CalmPage>
          <CodePanel
            code={state.code}
            headingLevel={1}
            actions={
              state.retryable && (
                <Button
                  variant="primary"
                  size="large"
                  onPress={() => {
                    models.guest.retry();
                  }}
                >
                  {words('common.action.tryAgain')}
                </Button>
              )
            }
          />
          {state.code === 'relay-failed' && models.guest.relay && (
            <HowYouConnect relay={models.guest.relay} />
          )}
          <LeftFiles guest={models.guest} />
        </CalmPage>
      );
    default:
      return assertNever(state, 'guest state');
  }
}
