import { Button } from '../../ui/controls/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorPanel } from '../../ui/feedback/error-panel.tsx';
import { ListSkeleton, Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { PreviewBanner } from '../../ui/feedback/preview-banner.tsx';
import { SavedIndicator } from '../../ui/feedback/saved-indicator.tsx';
import { StatusLine } from '../../ui/feedback/status-line.tsx';
import { Group, Sheet, Specimen } from '../specimen.tsx';

export function FeedbackSheet() {
  return (
    <Sheet title="Feedback">
      <Group title="Notice">
        <Specimen state="quiet: all is well">
          <Notice level="quiet">This computer is enrolled.</Notice>
        </Specimen>
        <Specimen state="know: a sentence">
          <Notice level="know" title="The server could see and hear this version’s calls.">
            Picture and sound are encrypted on their way to your practice’s server, but not hidden
            from the server itself.
          </Notice>
        </Specimen>
        <Specimen state="stop: nothing goes on until it is resolved">
          <Notice
            level="stop"
            title="A note could not be saved"
            actions={
              <>
                <Button>Keep it open</Button>
                <Button variant="stop">Lock and lose those words</Button>
              </>
            }
          >
            Quietroom has not locked yet.
          </Notice>
        </Specimen>
      </Group>
      <Group title="ErrorPanel">
        <Specimen state="with a way out">
          <ErrorPanel
            what="This computer’s keychain does not answer"
            safe="Your clients and notes are here, encrypted and unchanged."
            next="Unlock the keychain of this computer, or sign out and in again. Then try again."
            actions={<Button variant="primary">Try again</Button>}
          />
        </Specimen>
      </Group>
      <Group title="EmptyState">
        <Specimen state="with the one thing to do">
          <EmptyState
            icon="people"
            title="No clients yet"
            text="Add your first client under a pseudonym."
            action={<Button variant="primary">Add a client</Button>}
          />
        </Specimen>
        <Specimen state="nothing to do">
          <EmptyState icon="note" title="No notes yet" text="The note of a session is kept here." />
        </Specimen>
      </Group>
      <Waits />
    </Sheet>
  );
}

function Waits() {
  return (
    <>
      <Group title="Loading">
        <Specimen state="a moment">
          <Loading label="Opening the waiting room…" />
        </Specimen>
        <Specimen state="a list">
          <ListSkeleton label="Loading…" rows={3} />
        </Specimen>
      </Group>
      <Group title="SavedIndicator and StatusLine" layout="close">
        <Specimen state="saved">
          <SavedIndicator state="saved" text="Saved 2 s ago" />
        </Specimen>
        <Specimen state="dirty">
          <SavedIndicator state="dirty" text="Not saved yet" />
        </Specimen>
        <Specimen state="saving">
          <SavedIndicator state="saving" text="Saving…" />
        </Specimen>
        <Specimen state="failed">
          <SavedIndicator state="failed" text="Not saved. Trying again." />
        </Specimen>
        <Specimen state="status line">
          <StatusLine>We can hear you.</StatusLine>
        </Specimen>
      </Group>
      <Group title="PreviewBanner" layout="wide">
        <Specimen state="always the same">
          <PreviewBanner />
        </Specimen>
      </Group>
    </>
  );
}
