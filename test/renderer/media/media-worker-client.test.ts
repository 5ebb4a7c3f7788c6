import { describe, expect, it } from 'vitest';
import {
  createMediaWorkerClient,
  type WorkerPort,
} from '../../../renderer/media/media-worker-client.ts';
import { Scope } from '../../../src/base/scope.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

function stage() {
  const posted: unknown[] = [];
  const seen = { terminated: 0, broken: 0 };
  const port: WorkerPort = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => void posted.push(message),
    terminate: () => {
      seen.terminated += 1;
    },
  };
  const [clock, log, scope] = [new FakeClock(), recordingLog(), new Scope()];
  const onBroken = (): void => {
    seen.broken += 1;
  };
  const client = createMediaWorkerClient({ port, clock, log, scope, onBroken });
  const answer = (data: unknown): void => port.onmessage?.(new MessageEvent('message', { data }));
  return { client, posted, seen, clock, log, scope, answer, port };
}

describe('MediaWorkerClient', () => {
  it('gives each answer to who asked', async () => {
    const { client, posted, answer } = stage();
    const [first, second] = [client.call('guest.is-in', {}), client.call('guest.is-in', {})];
    expect(posted).toEqual([
      { id: 1, name: 'guest.is-in', data: {} },
      { id: 2, name: 'guest.is-in', data: {} },
    ]);
    answer({ id: 2, ok: true, data: { isIn: true } });
    answer({ id: 1, ok: true, data: { isIn: false } });
    expect([await first, await second]).toEqual([{ isIn: false }, { isIn: true }]);
  });

  it('takes no answer of another shape', async () => {
    const { client, answer } = stage();
    const asked = client.call('guest.is-in', {});
    answer({ id: 1, ok: true, data: { isIn: 'yes' } });
    await expect(asked).rejects.toMatchObject({ code: 'internal' });
  });

  it('ends a worker that broke, and whatever waits for it', async () => {
    const { client, seen, port } = stage();
    const asked = client.call('guest.knock', {});
    // The event's own class is the browser's.
    port.onerror?.(new Event('error') as ErrorEvent);
    await expect(asked).rejects.toMatchObject({ code: 'media-failed' });
    await expect(client.call('guest.knock', {})).rejects.toMatchObject({ code: 'media-failed' });
    expect(seen).toEqual({ terminated: 1, broken: 1 });
  });

  it('ends the worker with its scope', () => {
    const { scope, seen } = stage();
    scope.close();
    expect(seen).toEqual({ terminated: 1, broken: 0 });
  });

  it('hands pushes on, and logs those of another shape without their content', () => {
    const { client, answer, log } = stage();
    const reasons: string[] = [];
    client.on('session.refused', ({ reason }) => void reasons.push(reason));
    answer({ push: 'session.refused', data: { reason: 'wrong-epoch' } });
    answer({ push: 'session.refused', data: { reason: 7 } });
    expect(reasons).toEqual(['wrong-epoch']);
    expect(log.lines).toEqual([
      { level: 'error', event: 'media-worker-unreadable', fields: { name: 'session.refused' } },
    ]);
  });
});
