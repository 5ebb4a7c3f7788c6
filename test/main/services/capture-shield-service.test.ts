import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CaptureShieldService } from '../../../main/services/capture-shield-service.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import type { ClientId, RoomId, SessionId } from '../../../src/contract/ids.ts';
import { FakeCapture } from '../../support/fake-capture.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';

async function setUp({ hasWindow = true } = {}) {
  const capture = new FakeCapture();
  const { vault } = makeVaultService();
  await vault.create();
  const scope = new Scope();
  onTestFinished(() => {
    scope.close();
  });
  const shield = new CaptureShieldService({ vault, scope, ...(hasWindow && { capture }) });
  return { shield, capture, vault, scope };
}

describe('the capture shield of the main side', () => {
  it('knows what the shell told, from the start', async () => {
    const { shield, capture } = await setUp();
    expect(shield.told.current).toMatchObject({ verdict: 'unknown', why: 'not-yet' });
    const heard = vi.fn<(standing: CaptureStanding) => void>();
    shield.told.events.on('changed', heard);
    const standing = { capability: 'hides', verdict: 'visible', why: null } as const;
    capture.tell(standing);
    expect(shield.told.current).toEqual(standing);
    expect(heard.mock.calls).toEqual([[standing]]);
  });

  it('has it tried again, and answers what came of it', async () => {
    const { shield, capture } = await setUp();
    expect(await shield.test()).toEqual(capture.next);
    expect(capture.tests).toBe(1);
  });

  it('tries nothing while a session runs', async () => {
    const { shield, capture, vault } = await setUp();
    const clientId = testId<ClientId>(1);
    const { clients, sessions } = vault.use();
    clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
    sessions.start({
      sessionId: testId<SessionId>(2),
      clientId,
      roomId: testId<RoomId>(3),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 1,
    });
    expect(await rejectedCode(shield.test())).toBe('conflict');
    expect(capture.tests).toBe(0);
  });

  it('tries nothing with a locked vault: a call may go on behind it', async () => {
    const { shield, capture, vault } = await setUp();
    await vault.lock(null);
    expect(await rejectedCode(shield.test())).toBe('vault-locked');
    expect(capture.tests).toBe(0);
  });

  it('knows nothing in a shell without a window of ours', async () => {
    const { shield } = await setUp({ hasWindow: false });
    expect(await shield.test()).toEqual({
      capability: 'unknown',
      verdict: 'unknown',
      why: 'no-app',
    });
  });

  it('stops listening at the end', async () => {
    const { capture, scope } = await setUp();
    scope.close();
    expect(capture.listeners).toBe(0);
  });
});
