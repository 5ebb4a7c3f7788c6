import type { ReactNode } from 'react';
import { ControlsSheet } from './components/controls-sheet.tsx';
import { QuestionDialog, TaskDialog } from './components/dialog-screen.tsx';
import { ErrorsSheet } from './components/errors-sheet.tsx';
import { FeedbackSheet } from './components/feedback-sheet.tsx';
import { ListsSheet } from './components/lists-sheet.tsx';
import { LookSheet } from './components/look-sheet.tsx';
import { MediaSheet } from './components/media-sheet.tsx';
import { guestAppViews } from './screens/guest-app-views.tsx';
import { PrivacySheet } from './components/privacy-sheet.tsx';
import { guestViews } from './screens/guest-views.ts';
import { noteViews } from './screens/note-views.ts';
import { privacyViews } from './screens/privacy-views.ts';
import { sessionViews } from './screens/session-views.ts';
import { shieldViews } from './screens/shield-views.ts';
import { asideViews } from './screens/aside-views.ts';
import { cardViews } from './screens/card-views.ts';
import { talkViews } from './screens/talk-views.ts';
import { therapistViews } from './screens/therapist-views.ts';
import { waitingViews } from './screens/waiting-views.ts';
import { Crashed } from '../screens/shared/crash-boundary.tsx';
import type { View } from './view.ts';

function component(id: string, title: string, kind: View['kind'], draw: () => ReactNode): View {
  return { id, title, kind, prepare: () => draw };
}

/** Everything that the gallery shows, in order. */
export const views: readonly View[] = [
  component('look', 'Type, colour, icons', 'sheet', () => <LookSheet />),
  component('controls', 'Controls', 'sheet', () => <ControlsSheet />),
  component('feedback', 'Feedback', 'sheet', () => <FeedbackSheet />),
  component('lists', 'Lists and groups', 'sheet', () => <ListsSheet />),
  component('media', 'Media', 'sheet', () => <MediaSheet />),
  component('privacy', 'Privacy of a call', 'sheet', () => <PrivacySheet />),
  component('errors', 'Errors', 'sheet', () => <ErrorsSheet />),
  component('dialog-question', 'A question', 'screen', () => <QuestionDialog />),
  component('dialog-task', 'A small task', 'screen', () => <TaskDialog />),
  component('crashed', 'A bug of ours', 'screen', () => <Crashed />),
  ...therapistViews,
  ...noteViews,
  ...sessionViews,
  ...waitingViews,
  ...privacyViews,
  ...shieldViews,
  ...talkViews,
  ...asideViews,
  ...cardViews,
  ...guestViews,
  ...guestAppViews,
];
