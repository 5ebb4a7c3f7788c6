import { describe, expect, it } from 'vitest';
import { createGuestMemory } from '../../../renderer/platform/guest-memory.ts';
import { createTabStorage } from '../../../renderer/platform/tab-storage.ts';
import { entranceByLink } from '../../../renderer/view-models/guest-entrance.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { deriveAdmission } from '../../../src/crypto/invite.ts';
import { testBytes32 } from '../../support/fake-ids.ts';
import { testInvite } from '../../support/guest-fixture.ts';

const { appLink, browserLink, room, secretText, fingerprint } = testInvite();

function newMemory() {
  return createGuestMemory(
    createTabStorage(() => {
      throw new Error('no storage in this test');
    }),
  );
}

describe('the way in by the app’s link', () => {
  it('is all that the link says', async () => {
    const entrance = entranceByLink(appLink)(newMemory());
    expect(entrance).toMatchObject({
      serverOrigin: 'https://rooms.example',
      roomId: room,
      therapistFingerprint: fingerprint,
      resumeToken: null,
    });
    expect(entrance?.secret.expose(toBase64Url)).toBe(secretText);
    expect(await entrance?.admission).toBe(
      entrance && toBase64Url(await deriveAdmission(entrance.secret)),
    );
  });

  it('leads back into the seat that this page had before it was loaded again', () => {
    const memory = newMemory();
    entranceByLink(appLink)(memory);
    const kept = memory.read();
    const account = { clear: [{ fromMs: 1, toMs: 2 }], words: 'different' } as const;
    if (kept) memory.write({ ...kept, resumeToken: testBytes32(1), account });
    expect(entranceByLink(appLink)(memory)?.resumeToken).toBe(testBytes32(1));
    expect(memory.read()?.account).toEqual(account);
    expect(entranceByLink(testInvite(2).appLink)(memory)?.resumeToken).toBeNull();
    expect(memory.read()?.account).toBeNull();
  });

  it.each([
    ['the form for browsers', browserLink],
    ['a cut-off link', appLink.slice(0, -1)],
    ['nothing', ''],
  ])('is none for %s, whatever is remembered', (_what, link) => {
    const memory = newMemory();
    entranceByLink(appLink)(memory);
    expect(entranceByLink(link)(memory)).toBeNull();
  });
});
