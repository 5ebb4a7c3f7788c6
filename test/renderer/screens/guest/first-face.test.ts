import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import styles from '../../../../renderer/screens/guest/first-face.module.css';
import { FirstFace } from '../../../../renderer/screens/guest/first-face.tsx';

const face = { standBy: () => () => undefined };

it('lets presses through to the call, and not to the waiting room, where they would leave', () => {
  const through = styles['overCall'] ?? '';
  const shown = (isOverCall: boolean): string =>
    renderToStaticMarkup(createElement(FirstFace, { face, isOverCall }));
  expect(through).not.toBe('');
  expect(shown(true)).toContain(through);
  expect(shown(false)).not.toContain(through);
});
