import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { session } from '../../../../renderer/i18n/en-gb/session.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { WordsProvider } from '../../../../renderer/i18n/use-words.ts';
import { FarewellStrip } from '../../../../renderer/screens/therapist/farewell-strip.tsx';
import type { FarewellState } from '../../../../renderer/view-models/host-session-model.ts';
import { createStore } from '../../../../renderer/view-models/store.ts';

function strip(state: FarewellState): string {
  const words = createWords('en-GB', everyLine);
  const farewell = createElement(FarewellStrip, { farewell: createStore(state) });
  return renderToStaticMarkup(createElement(WordsProvider, { value: words }, farewell));
}

it('says on every page that the server was not told of an end, and nothing once it was', () => {
  const { telling, 'given-up': givenUp } = session.wrapUp.farewell;
  expect(strip('telling')).toContain(telling);
  expect(strip('given-up')).toContain(givenUp);
  expect(strip('told')).toBe('<output></output>');
});
