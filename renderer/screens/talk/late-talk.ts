// What is loaded a while after a call has begun, in one piece: the panel, its words, and what is left
// of it and of the session afterwards.
export { slip } from '../../i18n/en-gb/slip.ts';
export { talkLater } from '../../i18n/en-gb/talk-later.ts';
export { KeepSlip } from '../guest/keep-slip.tsx';
export { LeftFilesCard } from './left-files-card.tsx';
export { TalkPanel } from './talk-panel.tsx';
