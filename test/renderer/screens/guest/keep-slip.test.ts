import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { slip as said } from '../../../../renderer/i18n/en-gb/slip.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { WordsProvider } from '../../../../renderer/i18n/use-words.ts';
import { SlipSaved } from '../../../../renderer/screens/guest/keep-slip.tsx';

function shown(outcome: 'saved' | 'not-saved', isBrowser: boolean): string {
  const words = createWords('en-GB', everyLine);
  const saved = createElement(SlipSaved, { outcome, isBrowser });
  return renderToStaticMarkup(createElement(WordsProvider, { value: words }, saved));
}

it('calls the record saved only where it is known that it is', () => {
  expect(shown('saved', false)).toContain(said.saved);
  expect(shown('saved', true)).toContain(said.savedBrowser);
  expect(shown('saved', true)).not.toContain(said.saved);
  expect(shown('not-saved', true)).toContain(said.notSaved);
});
