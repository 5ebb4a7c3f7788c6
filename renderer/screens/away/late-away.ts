// What is loaded a moment after the page: until then the key covers the page with nothing.
export { away } from '../../i18n/en-gb/away.ts';
export { AwayButton } from './away-button.tsx';
export { AwayHint } from './away-hint.tsx';
export { HostAway } from './host-away.tsx';
export { NeutralPage } from './neutral-page.tsx';
