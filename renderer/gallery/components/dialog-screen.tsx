import { useState } from 'react';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/text-field.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';

const nothing = (): void => undefined;

/** A question over a page. */
export function QuestionDialog() {
  return (
    <CalmPage title="Your session" text="A page below a question.">
      <Dialog
        title="End the session?"
        text="The call ends for everybody. Your note stays open."
        isOpen
        isQuestion
        onClose={nothing}
        actions={
          <>
            <Button>Go on talking</Button>
            <Button variant="stop">End the session</Button>
          </>
        }
      />
    </CalmPage>
  );
}

/** A small task over a page. */
export function TaskDialog() {
  const [value, setValue] = useState('Heron');
  return (
    <CalmPage title="Clients" text="A page below a small task.">
      <Dialog
        title="Add a client"
        isOpen
        onClose={nothing}
        actions={
          <>
            <Button>Cancel</Button>
            <Button variant="primary">Add client</Button>
          </>
        }
      >
        <TextField
          label="Pseudonym"
          value={value}
          onChange={setValue}
          error="Another client has this pseudonym. Choose a different one."
          takesFocus
        />
      </Dialog>
    </CalmPage>
  );
}
