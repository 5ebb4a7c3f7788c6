// What is loaded once a call has begun, in one piece: the panel of messages, its words, what is left of it and of the session
// afterwards, and what a call shows of captures. Two pieces would make the page's first load larger, by what both share.
export { callShield } from '../../i18n/en-gb/call-shield.ts';
export { slip } from '../../i18n/en-gb/slip.ts';
export { talkLater } from '../../i18n/en-gb/talk-later.ts';
export { KeepSlip } from '../guest/keep-slip.tsx';
export { LeftFilesCard } from './left-files-card.tsx';
export { TalkPanel } from './talk-panel.tsx';
export { CallShieldNotice } from '../shield/call-shield-notice.tsx';
export { ReportedShields } from '../shield/reported-shields.tsx';
export { SessionMark } from '../shield/session-mark.tsx';
