// What is loaded when somebody asks for it, or a while after a call has begun, in one piece: the panels beside the call,
// their words, and what is left of it and of the session afterwards.
export { privacyLater } from '../../i18n/en-gb/privacy-later.ts';
export { relay } from '../../i18n/en-gb/relay.ts';
export { slip } from '../../i18n/en-gb/slip.ts';
export { talkLater } from '../../i18n/en-gb/talk-later.ts';
export { LeaveDialog } from '../guest/leave-dialog.tsx';
export { DevicesDialog } from '../shared/devices-dialog.tsx';
export { PrivacyContents } from '../call/privacy-contents.tsx';
export { RelayDialog } from '../guest/relay-dialog.tsx';
export { KeepSlip } from '../guest/keep-slip.tsx';
export { LeftFilesCard } from './left-files-card.tsx';
export { TalkPanel } from './talk-panel.tsx';
