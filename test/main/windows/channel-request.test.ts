import { expect, it } from 'vitest';
import { channelRequest } from '../../../main/windows/channel-request.ts';

it('lets a request pass by its own channel', () => {
  const request = { channel: 'app.status', data: {} };
  expect(channelRequest('app.status', request)).toBe(request);
});

it.each([{ channel: 'vault.create' }, {}, null, 'app.status', 7, undefined])(
  'takes %j for no request',
  (request) => {
    expect(channelRequest('app.status', request)).toBeNull();
  },
);
