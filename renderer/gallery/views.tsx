import { ControlsSheet } from './components/controls-sheet.tsx';
import { QuestionDialog, TaskDialog } from './components/dialog-screen.tsx';
import { FeedbackSheet } from './components/feedback-sheet.tsx';
import { ListsSheet } from './components/lists-sheet.tsx';
import { LookSheet } from './components/look-sheet.tsx';
import { MediaSheet } from './components/media-sheet.tsx';
import type { View } from './view.ts';

/** Everything that the gallery shows, in order. */
export const views: readonly View[] = [
  { id: 'look', title: 'Type, colour, icons', kind: 'sheet', render: () => <LookSheet /> },
  { id: 'controls', title: 'Controls', kind: 'sheet', render: () => <ControlsSheet /> },
  { id: 'feedback', title: 'Feedback', kind: 'sheet', render: () => <FeedbackSheet /> },
  { id: 'lists', title: 'Lists and groups', kind: 'sheet', render: () => <ListsSheet /> },
  { id: 'media', title: 'Media', kind: 'sheet', render: () => <MediaSheet /> },
  { id: 'dialog-question', title: 'A question', kind: 'screen', render: () => <QuestionDialog /> },
  { id: 'dialog-task', title: 'A small task', kind: 'screen', render: () => <TaskDialog /> },
];
