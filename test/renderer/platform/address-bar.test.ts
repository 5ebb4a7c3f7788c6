import { expect, it } from 'vitest';
import { createAddressBar } from '../../../renderer/platform/address-bar.ts';

it('takes the fragment out of the address and out of the history entry', () => {
  const replaced: unknown[][] = [];
  const url = new URL('https://rooms.example/j/room?q#1.secret.print');
  const bar = createAddressBar({
    location: url,
    history: { replaceState: (...args: unknown[]) => replaced.push(args) },
  } as unknown as Window);
  expect(bar.href()).toContain('#1.secret.print');
  bar.forgetFragment();
  expect(replaced).toEqual([[null, '', '/j/room?q']]);
});
