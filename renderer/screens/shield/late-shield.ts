// What a call shows of captures, in one piece that is loaded when the call begins.
export { callShield } from '../../i18n/en-gb/call-shield.ts';
export { CallShieldNotice } from './call-shield-notice.tsx';
export { ReportedShields } from './reported-shields.tsx';
export { SessionMark } from './session-mark.tsx';
