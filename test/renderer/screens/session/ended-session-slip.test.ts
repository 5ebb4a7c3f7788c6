import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { slip as said } from '../../../../renderer/i18n/en-gb/slip.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { WordsProvider } from '../../../../renderer/i18n/use-words.ts';
import { EndedSessionSlip } from '../../../../renderer/screens/session/ended-session-slip.tsx';
import type { SessionSlip } from '../../../../renderer/view-models/encryption-model.ts';

const clean: SessionSlip = {
  bytes: new Uint8Array([1]),
  isClean: true,
  blemishes: [],
  startMs: 0,
  endMs: 1,
  signatures: 2,
  parties: 2,
};

function shown(slip: SessionSlip | undefined, isUnattended = false): string {
  const words = createWords('en-GB', everyLine);
  const ended = createElement(EndedSessionSlip, { slip, isUnattended, className: 'kept' });
  return renderToStaticMarkup(createElement(WordsProvider, { value: words }, ended));
}

describe('the record of a session that has ended', () => {
  it('is said to lie in the vault only when there is one, and to be missing when there is none', () => {
    expect(shown(clean)).toContain(said.kept);
    expect(shown(clean)).not.toContain(said.none);
    expect(shown(undefined)).toContain(said.none);
    expect(shown(undefined)).not.toContain(said.kept);
  });

  it('is missing for no other reason where nobody was let in', () => {
    expect(shown(undefined, true)).toContain(said.nobody);
    expect(shown(undefined, true)).not.toContain(said.none);
  });
});
