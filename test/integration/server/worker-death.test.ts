import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../server/start-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { comeIn, knock } from '../../support/test-session.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.close();
});

async function openCall() {
  const therapist = await server.therapist();
  const { client: host, roomId, opened } = await therapist.open();
  await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
  const inside = await comeIn(server.origin, host, roomId);
  const waiting = await knock(server.origin, host, roomId);
  return { therapist, host, roomId, clients: [host, inside.client, waiting.client] };
}

describe('a media worker that is killed in the middle of a session', () => {
  it('ends the session with a clear reason, and a new one can start at once', async () => {
    const { therapist, roomId, clients } = await openCall();
    const [pid = 0] = server.inspect().workerPids;
    process.kill(pid, 'SIGKILL');
    for (const client of clients) {
      expect(await client.next('room.closed')).toEqual({ reason: 'media-failed' });
      expect(await client.closed).toEqual({ code: 4410, reason: 'room-closed' });
    }
    const again = await therapist.open(roomId);
    const presence = await again.client.call('room.enter', {
      rtpCapabilities: again.opened.routerRtpCapabilities,
    });
    expect(presence.sendTransport.iceCandidates).toHaveLength(2);
    await comeIn(server.origin, again.client, roomId);
    expect(server.inspect().workerPids).toHaveLength(1);
    expect(server.inspect().workerPids).not.toContain(pid);
    expect(server.logLines.join('')).toContain('worker-gone');
  });

  it('leaves rooms on other workers alone', async () => {
    await server.close();
    server = await startTestServer({ workers: 2 });
    const one = await openCall();
    const other = await openCall();
    const [pid = 0] = server.inspect().workerPids;
    process.kill(pid, 'SIGKILL');
    const [ended, running] = await Promise.race([
      one.host.next('room.closed').then(() => [one, other] as const),
      other.host.next('room.closed').then(() => [other, one] as const),
    ]);
    await Promise.all(ended.clients.map((client) => client.closed));
    await comeIn(server.origin, running.host, running.roomId);
    expect(running.clients.every(({ isOpen }) => isOpen)).toBe(true);
  });

  it('listens again on its own port', async () => {
    await server.close();
    server = await startTestServer({ rtc: { portBase: 21_110 } });
    const ports = async () => {
      const { client, opened } = await therapist.open();
      const presence = await client.call('room.enter', {
        rtpCapabilities: opened.routerRtpCapabilities,
      });
      return presence.recvTransport.iceCandidates.map(({ port }) => port);
    };
    const therapist = await server.therapist();
    expect(await ports()).toEqual([21_110, 21_110]);
    process.kill(server.inspect().workerPids[0] ?? 0, 'SIGKILL');
    await expect.poll(() => server.inspect().rooms).toEqual([]);
    expect(await ports()).toEqual([21_110, 21_110]);
  });
});

describe('a media worker that lives but does not answer', () => {
  it('is killed and replaced, and its session ends with a clear reason', async () => {
    await server.close();
    const clock = new FakeClock();
    server = await startTestServer({}, { clock });
    const therapist = await server.therapist();
    const { client } = await therapist.open();
    const [pid = 0] = server.inspect().workerPids;
    process.kill(pid, 'SIGSTOP');
    await clock.advance(5_000);
    await clock.advance(10_000);
    expect(await client.next('room.closed')).toEqual({ reason: 'media-failed' });
    await clock.advance(1);
    await expect.poll(() => server.inspect().workerPids).toHaveLength(1);
    expect(server.inspect().workerPids).not.toContain(pid);
  });
});

describe('a media worker', () => {
  it('that cannot start is an error at the start, without a path in it', async () => {
    const starting = startServer({
      config: { workers: 1, rtc: { listenIp: '203.0.113.1', portBase: 21_120 } },
    });
    await expect(starting).rejects.toMatchObject({
      code: 'media-failed',
      message: 'media-failed: a media worker did not start; MEDIASOUP_WORKER_BIN names its program',
    });
  });

  it('leaves signals to the process that runs it', async () => {
    const before = process.listenerCount('SIGTERM');
    const extra = await startTestServer({ workers: 2 });
    onTestFinished(() => extra.close());
    expect(process.listenerCount('SIGTERM')).toBe(before);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('is gone when the server has closed', async () => {
    const extra = await startTestServer({ workers: 2 });
    const pids = extra.inspect().workerPids;
    expect(pids).toHaveLength(2);
    await extra.close();
    await expect.poll(() => pids.filter(isRunning), { timeout: 5_000 }).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
