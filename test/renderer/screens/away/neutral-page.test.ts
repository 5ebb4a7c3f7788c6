import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { away } from '../../../../renderer/i18n/en-gb/away.ts';
import { session } from '../../../../renderer/i18n/en-gb/session.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { WordsProvider } from '../../../../renderer/i18n/use-words.ts';
import { NeutralPage } from '../../../../renderer/screens/away/neutral-page.tsx';
import {
  nothingTold,
  type AsideModel,
  type ToldAside,
} from '../../../../renderer/view-models/aside-model.ts';
import { createStore } from '../../../../renderer/view-models/store.ts';

const who = { participant: 'a', role: 'guest', seatId: null } as const;

const nothing = (): void => undefined;

/** The plain page of a therapist to whom this was told. */
function page(...others: ToldAside[]): string {
  const state = createStore({ ...nothingTold, isAway: true, others });
  const words = createWords('en-GB', everyLine);
  const aside: AsideModel = {
    state,
    turnAway: nothing,
    callForHelp: nothing,
    comeBack: nothing,
    dismiss: nothing,
  };
  const shown = createElement(NeutralPage, { aside });
  return renderToStaticMarkup(createElement(WordsProvider, { value: words }, shown));
}

it('says to a therapist who has turned away that there is something to read, and not what', () => {
  const called = page({ who, said: 'not-safe', isBack: false });
  expect(called).toContain(away.read);
  expect(page({ who, said: 'not-safe', isBack: true })).toBe(called);
  for (const word of ['safe', 'client', 'session', session.aside.notSafe.done]) {
    expect(called.toLowerCase()).not.toContain(word.toLowerCase());
  }
});

it('says nothing of whoever has only turned away as well', () => {
  expect(page({ who, said: 'away', isBack: false })).toBe(page());
  expect(page()).not.toContain(away.read);
});
