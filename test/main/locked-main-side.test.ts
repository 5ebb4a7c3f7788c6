import { describe, expect, it } from 'vitest';
import type { CallInput, CallName } from '../../src/contract/contract.ts';
import type { Ipc, Session } from '../../src/contract/ipc.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { verifySlip } from '../../src/crypto/attestation/slip.ts';
import { testBytes32 } from '../support/fake-ids.ts';
import { keepSlip } from '../support/keep-slip.ts';
import { rejectedCode } from '../support/rejected-code.ts';
import { startMainSide, type StartedMainSide } from '../support/started-main-side.ts';

const minuteMs = 60_000;

/** The main side with a vault that is open and a session that runs; what it pushes from then on. */
async function inSession(): Promise<
  StartedMainSide & { readonly session: Session; readonly pushed: [string, unknown][] }
> {
  const started = startMainSide();
  const { call, mainSide } = started;
  await call('vault.create', {});
  await call('server.set', { origin: 'https://rooms.example' });
  const { clientId } = await call('client.create', { pseudonym: 'Heron' });
  const session = await call('session.start', { clientId });
  const pushed: [string, unknown][] = [];
  mainSide.onPush((channel, data) => pushed.push([channel, data]));
  return { ...started, session, pushed };
}

/** Everything by which the therapist would sign something, or let somebody in. */
function signing({ sessionId }: Session): { [K in CallName<Ipc>]?: CallInput<Ipc, K> } {
  const challenge = testBytes32(1);
  return {
    'session.sign': { sessionId, challenge },
    'session.sign-credential': { sessionId, notAfterS: 1, mlsSignatureKey: challenge },
    'session.sign-attestation': { sessionId, record: 'AA' },
    'session.keep-slip': { sessionId, slip: 'AA' },
    'session.identity': {},
    'session.invite': { sessionId },
    'session.seats': { sessionId },
    'session.current': {},
    'server.sign-enrolment': { challenge },
  };
}

describe('a session whose vault was locked', () => {
  it('has its slip signed and kept once the vault is open again', async () => {
    const { call, session } = await inSession();
    await call('vault.lock', {});
    expect(await rejectedCode(keepSlip(call, session))).toBe('vault-locked');
    await call('vault.open', {});
    const { session: again } = await call('session.current', {});
    expect(again).toEqual(session);
    const slip = await keepSlip(call, session);
    expect(verifySlip(decodeChecked(slip))).toMatchObject({ valid: true });
    const { slips } = await call('slip.list', { clientId: session.clientId });
    expect(slips).toMatchObject([{ sessionId: session.sessionId }]);
  });

  it('has its slip signed when it ended before the lock, as long as that is not long ago', async () => {
    const { call, session, clock } = await inSession();
    await call('session.end', { sessionId: session.sessionId });
    await call('vault.lock', {});
    await clock.advance(minuteMs);
    await call('vault.open', {});
    const slip = await keepSlip(call, session);
    expect(verifySlip(decodeChecked(slip))).toMatchObject({ valid: true });
    await call('vault.lock', {});
    await clock.advance(minuteMs + 1);
    await call('vault.open', {});
    expect(await rejectedCode(keepSlip(call, session))).toBe('not-found');
  });

  it('signs nothing, lets nobody in and tells nothing while it is locked', async () => {
    const { call, session, clock, pushed, log } = await inSession();
    await call('vault.lock', {});
    const told = pushed.length;
    for (const [channel, data] of Object.entries(signing(session))) {
      const code = await rejectedCode(call(channel as 'session.sign', data as never));
      expect({ channel, code }).toEqual({ channel, code: 'vault-locked' });
    }
    await clock.advance(60 * minuteMs);
    expect(pushed[told - 1]).toMatchObject(['vault.changed', { state: 'locked' }]);
    expect(pushed.slice(told)).toEqual([]);
    expect(JSON.stringify([pushed, log.lines])).not.toContain('Heron');
  });

  it('ends the long work that ran, which tells nothing any more', async () => {
    const { call, clock, pushed } = await inSession();
    const verifying = rejectedCode(call('vault.verify', {}));
    await call('vault.lock', {});
    const told = pushed.length;
    await clock.advance(minuteMs);
    expect(await verifying).toBe('vault-locked');
    expect(pushed.slice(told)).toEqual([]);
  });
});
