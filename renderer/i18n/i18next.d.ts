import type { enGb } from './en-gb/words.ts';

// A key that the words do not have does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof enGb };
  }
}
