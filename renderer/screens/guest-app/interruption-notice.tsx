import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { GuestAppModel, Interruption } from '../../view-models/guest-app-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';

/** What the system handed over meanwhile. The person decides; nothing goes on by itself. */
export function InterruptionNotice(props: {
  readonly interruption: Interruption;
  readonly model: GuestAppModel;
}) {
  const words = useWords();
  const { interruption, model } = props;
  const stay = (): void => {
    model.stay();
  };
  if (interruption.kind === 'unusable') {
    return (
      <CodeNotice
        code="invite-invalid"
        actions={<Button onPress={stay}>{words('common.action.close')}</Button>}
      />
    );
  }
  return (
    <>
      {interruption.failed !== null && <CodeNotice code={interruption.failed} />}
      <Notice
        level="know"
        title={words('guestApp.another.title')}
        isNews
        actions={
          <>
            <Button onPress={stay}>{words('guestApp.another.stay')}</Button>
            <Button
              isPending={interruption.isOpening}
              pendingLabel={words('guestApp.another.opening')}
              onPress={() => {
                model.openArrived();
              }}
            >
              {words('guestApp.another.open')}
            </Button>
          </>
        }
      >
        {words('guestApp.another.text')}
      </Notice>
    </>
  );
}
