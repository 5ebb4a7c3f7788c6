// What is loaded a moment after the page: until then the key covers the page with nothing.
export { away } from '../../i18n/en-gb/away.ts';
export { AwayButton as button } from './away-button.tsx';
export { AwayHint as hint } from './away-hint.tsx';
export { HostAway as host } from './host-away.tsx';
export { NeutralPage as page } from './neutral-page.tsx';
