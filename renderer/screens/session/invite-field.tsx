import { formatTime } from '../../i18n/format-time.ts';
import { useLocale, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CopyField } from '../../ui/controls/copy-field.tsx';
import { Loading } from '../../ui/feedback/loading.tsx';
import type { HostSessionModel, InviteState } from '../../view-models/host-session-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';
import { useDay } from '../shared/use-day.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';

/** The link for the client, ready to be copied. */
export function InviteField(props: {
  readonly session: HostSessionModel;
  readonly invite: InviteState;
}) {
  const { session, invite } = props;
  const words = useWords();
  const locale = useLocale();
  const day = useDay();
  const { copyText } = useScreenPorts();
  switch (invite.phase) {
    case 'creating':
      return <Loading label={words('session.invite.creating')} />;
    case 'failed':
      return (
        <CodeNotice
          code={invite.code}
          actions={
            <Button
              onPress={() => {
                session.newInvite();
              }}
            >
              {words('common.action.tryAgain')}
            </Button>
          }
        />
      );
    case 'ready': {
      const expires = words('session.invite.expires', {
        day: day(invite.expiresAtMs),
        time: formatTime(invite.expiresAtMs, locale),
      });
      return (
        <>
          <CopyField
            label={words('session.invite.label')}
            value={invite.link}
            hint={`${words('session.invite.text')} ${expires}`}
            copy={copyText}
          />
          <CopyField
            label={words('session.invite.appLabel')}
            value={invite.appLink}
            isSecond
            hint={words('session.invite.appText')}
            copy={copyText}
          />
        </>
      );
    }
  }
}

/** Makes a new link beside those already given out. */
export function AnotherLink({ session }: { readonly session: HostSessionModel }) {
  const words = useWords();
  return (
    <div>
      <Button
        icon="link"
        onPress={() => {
          session.newInvite();
        }}
      >
        {words('session.invite.another')}
      </Button>
    </div>
  );
}
