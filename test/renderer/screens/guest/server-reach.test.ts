import { describe, expect, it } from 'vitest';
import { serverReach } from '../../../../renderer/screens/guest/server-reach.ts';
import type { CallModel } from '../../../../renderer/view-models/call-model.ts';
import { createStore } from '../../../../renderer/view-models/store.ts';

const open: CallModel = {
  state: createStore({ phase: 'idle' }),
  setMicrophone: () => undefined,
  setCamera: () => undefined,
};
const sealed: CallModel = { ...open, isSealed: true };

describe('serverReach', () => {
  it('is the whole call where nothing is sealed, however one takes part', () => {
    expect(serverReach({ call: open })).toBe('sees');
    expect(serverReach({ call: open, kind: 'app' })).toBe('sees');
  });

  it('is the page where one takes part from a browser', () => {
    expect(serverReach({ call: sealed, kind: 'browser' })).toBe('changesPage');
  });

  it('claims nothing better than a browser while that is not known', () => {
    expect(serverReach({ call: sealed })).toBe('changesPage');
  });

  it('is nothing worth a sentence in the app', () => {
    expect(serverReach({ call: sealed, kind: 'app' })).toBeNull();
  });
});
