import { describe, expect, it } from 'vitest';
import { register, type IpcReceiver } from '../../../main/ipc/register.ts';
import type { Boundary } from '../../../src/contract/contract.ts';
import { guestIpcBoundary, type GuestIpc } from '../../../src/contract/guest-ipc.ts';
import { IPC_PROTOCOL, ipcBoundary } from '../../../src/contract/ipc.ts';
import { ipcResponse } from '../../../src/contract/ipc-wire.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { testOrigin, trustedSender, untrustedSenders } from '../../support/ipc-senders.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { callNamesOf, spyHandlers } from '../../support/spy-handlers.ts';

const call = (channel: string, data: unknown = {}): unknown => ({
  protocol: IPC_PROTOCOL,
  channel,
  data,
});

function gate(answer?: () => unknown): {
  receive: IpcReceiver;
  called: readonly string[];
  log: ReturnType<typeof recordingLog>;
} {
  const log = recordingLog();
  const { handlers, called } = spyHandlers(ipcBoundary, answer);
  const receive = register({
    boundary: ipcBoundary,
    handlers,
    rendererOrigin: testOrigin,
    log,
  });
  return { receive, called, log };
}

const refused = (code: string): unknown => ({ ok: false, error: { code } });

describe('register', () => {
  it('calls the handler of a good call and answers with what it says', async () => {
    const { receive, called } = gate(() => ({ session: null }));
    expect(await receive(call('session.current'), trustedSender)).toEqual({
      ok: true,
      data: { session: null },
    });
    expect(called).toEqual(['session.current']);
  });

  it.each(untrustedSenders)('refuses %s whatever it says', async (_who, sender) => {
    const { receive, called, log } = gate();
    for (const request of [call('vault.lock'), call('nowhere'), { protocol: 99 }, null]) {
      expect(await receive(request, sender)).toEqual(refused('forbidden-sender'));
    }
    expect(called).toEqual([]);
    expect(log.lines[0]).toEqual({
      level: 'warn',
      event: 'ipc-refused',
      fields: { code: 'forbidden-sender' },
    });
  });

  it.each([
    ['older', IPC_PROTOCOL - 1],
    ['newer', IPC_PROTOCOL + 1],
  ])('tells an %s peer to update, whatever else its call looks like', async (_what, protocol) => {
    const { receive, called } = gate();
    for (const rest of [{}, { channel: 'vault.lock', data: {} }, { channel: 7, extra: true }]) {
      expect(await receive({ protocol, ...rest }, trustedSender)).toEqual(
        refused('update-required'),
      );
    }
    expect(called).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['a string', 'vault.lock'],
    ['a list', [IPC_PROTOCOL, 'vault.lock', {}]],
    ['no protocol number', { channel: 'vault.lock', data: {} }],
    ['a protocol number as text', { ...Object(call('vault.lock')), protocol: '1' }],
    ['an extra key around the call', { ...Object(call('vault.lock')), extra: 1 }],
    ['an extra key in the call', call('vault.lock', { extra: 1 })],
    ['no data', { protocol: IPC_PROTOCOL, channel: 'vault.lock' }],
    ['a missing key', call('note.save', { text: '' })],
    ['a call that is not there', call('vault.destroy')],
    ['a push', call('vault.changed', { state: 'absent' })],
    ['a name that every object has', call('constructor')],
    ['the name of the prototype', call('__proto__')],
    ['a name of 10 MB', call('x'.repeat(10_000_000))],
    ['a text of 10 MB', call('server.set', { origin: `https://${'x'.repeat(10_000_000)}` })],
  ])('refuses %s', async (_what, request) => {
    const { receive, called } = gate();
    expect(await receive(request, trustedSender)).toEqual(refused('bad-request'));
    expect(called).toEqual([]);
  });

  it('does not throw on an object that does', async () => {
    const { receive } = gate();
    const trap = {
      get protocol(): number {
        throw new Error('trap');
      },
    };
    expect(await receive(trap, trustedSender)).toEqual(refused('internal'));
  });

  it('answers the code of an error and nothing of its words', async () => {
    const { receive, log } = gate(() => {
      throw new AppError('keychain-missing', 'words for operators');
    });
    expect(await receive(call('vault.open'), trustedSender)).toEqual(refused('keychain-missing'));
    expect(JSON.stringify(log.lines)).not.toContain('words');
  });

  it('answers a rejection like a throw', async () => {
    const { receive } = gate(() => Promise.reject(new AppError('disk-full')));
    expect(await receive(call('vault.create'), trustedSender)).toEqual(refused('disk-full'));
  });

  it('answers internal for what was not foreseen, and logs it as a fault', async () => {
    const { receive, log } = gate(() => {
      throw new TypeError('private words');
    });
    expect(await receive(call('vault.open'), trustedSender)).toEqual(refused('internal'));
    expect(log.lines).toEqual([
      { level: 'error', event: 'ipc-failed', fields: { code: 'internal' } },
    ]);
  });

  it('lets no answer out that the contract does not describe', async () => {
    const { receive } = gate(() => ({ session: null, vaultKey: 'secret' }));
    expect(await receive(call('session.current'), trustedSender)).toEqual(refused('internal'));
  });

  it('answers in the form of the wire', async () => {
    const { receive } = gate(() => ({}));
    for (const request of [call('session.end', { sessionId: 'x' }), call('server.enrolled'), 5]) {
      expect(ipcResponse.safeParse(await receive(request, trustedSender)).success).toBe(true);
    }
  });
});

describe('two apps, two contracts, one gate', () => {
  const newer: Boundary<GuestIpc> = { ...guestIpcBoundary, protocol: IPC_PROTOCOL + 1 };

  function gateFor(boundary: Boundary): { receive: IpcReceiver; called: readonly string[] } {
    const { handlers, called } = spyHandlers(boundary);
    const log = recordingLog();
    return { receive: register({ boundary, handlers, rendererOrigin: testOrigin, log }), called };
  }

  it('lets no call of one into the other', async () => {
    for (const [own, other] of [
      [ipcBoundary, guestIpcBoundary],
      [guestIpcBoundary, ipcBoundary],
    ] as readonly [Boundary, Boundary][]) {
      const { receive, called } = gateFor(own);
      const foreign = callNamesOf(other).filter((name) => !(name in own.table));
      expect(foreign.length).toBeGreaterThan(3);
      for (const channel of foreign) {
        const request = { protocol: own.protocol, channel, data: {} };
        expect(await receive(request, trustedSender)).toEqual(refused('bad-request'));
      }
      expect(called).toEqual([]);
    }
  });

  it('holds each to its own version', async () => {
    const { receive, called } = gateFor(newer);
    expect(await receive(call('guest.decline'), trustedSender)).toEqual(refused('update-required'));
    const current = { protocol: newer.protocol, channel: 'guest.decline', data: {} };
    expect(await receive(current, trustedSender)).toEqual({ ok: true, data: {} });
    expect(called).toEqual(['guest.decline']);
  });
});
