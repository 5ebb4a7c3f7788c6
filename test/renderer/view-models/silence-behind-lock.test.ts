import { expect, it } from 'vitest';
import { silenceBehindLock } from '../../../renderer/view-models/silence-behind-lock.ts';
import { createStore } from '../../../renderer/view-models/store.ts';
import type { VaultState } from '../../../renderer/view-models/vault-model.ts';
import { settle } from '../../support/fake-clock.ts';
import { open, session, setUp } from '../../support/host-session-bench.ts';

type Page = ReturnType<typeof setUp>;

const vaultOpen: VaultState = {
  phase: 'open',
  cipher: 'test',
  keychain: 'system',
  unsavedNotes: false,
};

function vaultOf({ model, scope }: Page, phase: VaultState = vaultOpen) {
  const vault = createStore<VaultState>(phase);
  silenceBehindLock(vault, model.call, scope);
  return vault;
}

function isSent({ engine }: Page) {
  return (['audio', 'camera'] as const).map((kind) => engine.last.sent.get(kind)?.muted === false);
}

/** The page anew, over what its tab and the main side keep. */
function loadedAgain({ flags }: Page): Page {
  const page = setUp({}, flags);
  page.kept.session = session;
  return page;
}

it('keeps a call silent that was locked, over a page that dies and is loaded again', async () => {
  const before = await open();
  const vault = vaultOf(before);
  expect(isSent(before)).toEqual([true, true]);
  vault.set({ phase: 'locking' });
  expect(isSent(before)).toEqual([false, false]);
  const page = loadedAgain(before);
  vaultOf(page);
  page.model.check();
  await settle();
  expect(isSent(page)).toEqual([false, false]);
  const off = { microphone: { phase: 'off' }, camera: { phase: 'off' } };
  expect(page.model.call.state.get()).toMatchObject({ phase: 'live', own: off });
});

it('silences a call that is only being entered when the screen is locked', async () => {
  const page = loadedAgain(await open());
  const vault = vaultOf(page);
  page.model.check();
  expect(page.model.call.state.get()).toEqual({ phase: 'idle' });
  vault.set({ phase: 'locking' });
  await settle();
  expect(page.model.state.get().phase).toBe('open');
  expect(isSent(page)).toEqual([false, false]);
});

it('silences a call whose page was loaded behind the lock', async () => {
  const page = loadedAgain(await open());
  const vault = vaultOf(page, { phase: 'checking' });
  vault.set({ phase: 'locked' });
  vault.set(vaultOpen);
  page.model.check();
  await settle();
  expect(isSent(page)).toEqual([false, false]);
});

it('begins aloud what the therapist begins, also after a lock', async () => {
  const page = setUp();
  const vault = vaultOf(page, { phase: 'locked' });
  vault.set(vaultOpen);
  page.model.check();
  await settle();
  page.model.start(session.clientId);
  await settle();
  expect(isSent(page)).toEqual([true, true]);
});

it('does not begin aloud when it is locked while the session is starting', async () => {
  const page = setUp();
  const vault = vaultOf(page);
  page.model.check();
  await settle();
  page.model.start(session.clientId);
  vault.set({ phase: 'locking' });
  await settle();
  expect(page.model.state.get().phase).toBe('open');
  expect(isSent(page)).toEqual([false, false]);
});
