// What is loaded a while after a call has begun, in one piece: the panel and its words.
export { talkLater } from '../../i18n/en-gb/talk-later.ts';
export { TalkPanel } from './talk-panel.tsx';
