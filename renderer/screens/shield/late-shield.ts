// What a call shows of captures: loaded a moment after the page, and in every call.
export { callShield } from '../../i18n/en-gb/call-shield.ts';
export { CallShieldNotice } from './call-shield-notice.tsx';
export { ReportedShields } from './reported-shields.tsx';
export { SessionMark } from './session-mark.tsx';
