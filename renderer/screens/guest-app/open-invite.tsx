import { useState } from 'react';
import { limits } from '../../../src/contract/limits.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { FormRow } from '../../ui/layout/form-row.tsx';
import type { GuestAppState } from '../../view-models/guest-app-model.ts';
import { CodeNotice } from '../shared/code-notice.tsx';

/** The app without an invite: how to open one, and a field for those whose link does not open by itself. */
export function OpenInvite(props: {
  readonly state: Extract<GuestAppState, { phase: 'no-link' }>;
  readonly onOpen: (text: string) => void;
}) {
  const words = useWords();
  const { isOpening, failed } = props.state;
  const [text, setText] = useState('');
  return (
    <CalmPage title={words('guestApp.noLink.title')} text={words('guestApp.noLink.text')}>
      {failed !== null && <CodeNotice code={failed} />}
      <FormRow
        onSubmit={() => {
          if (text.trim() !== '') props.onOpen(text);
        }}
        field={
          <TextField
            label={words('guestApp.noLink.label')}
            value={text}
            maxLength={limits.inviteLinkCharacters}
            onChange={setText}
          />
        }
        button={
          <Button
            variant="primary"
            type="submit"
            isDisabled={text.trim() === ''}
            isPending={isOpening}
            pendingLabel={words('guestApp.noLink.opening')}
          >
            {words('guestApp.noLink.open')}
          </Button>
        }
      />
    </CalmPage>
  );
}
