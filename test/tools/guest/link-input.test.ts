import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { withLinkFromInput } from '../../../tools/guest/link-input.ts';

it('takes the link from the input where a dash stands for it', async () => {
  const input = Readable.from(['  the link \nand more\n']);
  expect(await withLinkFromInput(['-', '--data', 'here'], input)).toEqual([
    'the link',
    '--data',
    'here',
  ]);
});

it('takes an empty input for no link', async () => {
  expect(await withLinkFromInput(['-'], Readable.from([]))).toEqual(['']);
});

it('leaves the input alone without one', async () => {
  // It never ends: whoever read it would wait for ever.
  expect(await withLinkFromInput(['the link'], new PassThrough())).toEqual(['the link']);
});
