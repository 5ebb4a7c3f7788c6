import { createServer } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerConfigInput } from '../../../server/config/server-config.ts';
import { randomMessageId } from '../../support/message-id.ts';
import { runServer, type ServerProcess } from '../../support/server-process.ts';
import { SignalingClient } from '../../support/signaling-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { audioParameters, comeIn, dtlsParameters, knock } from '../../support/test-session.ts';
import { TestTherapist } from '../../support/test-therapist.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function start(overrides: ServerConfigInput = {}) {
  const folder = temporaryFolder();
  const port = await freePort();
  const config = {
    listen: { port },
    workers: 1,
    dataFolder: join(folder, 'data'),
    ...overrides,
  };
  const server = runServer(folder, config);
  onTestFinished(() => kill(server));
  await server.saw('server-started');
  return { server, folder, config, origin: `http://127.0.0.1:${port}` };
}

function kill({ pid }: ServerProcess): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended as it should.
  }
}

async function enrolledTherapist(folder: string, config: ServerConfigInput, origin: string) {
  const printed = runServer(folder, config, ['enrol']);
  expect(await printed.ended).toEqual({ code: 0, signal: null });
  const code = printed.output().trim();
  const therapist = new TestTherapist(origin);
  await therapist.enrol(code);
  return { therapist, code };
}

describe('the server process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'tells everybody before it ends on %s, and ends well',
    async (signal) => {
      const { server, folder, config, origin } = await start();
      const { therapist } = await enrolledTherapist(folder, config, origin);
      const { client: host, roomId, opened } = await therapist.open();
      await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
      const inside = await comeIn(origin, host, roomId);
      const waiting = await knock(origin, host, roomId);
      const { client: stranger } = await SignalingClient.greet(origin);
      process.kill(server.pid, signal);
      for (const client of [host, inside.client, waiting.client]) {
        expect(await client.next('room.closed')).toEqual({ reason: 'server-stopping' });
      }
      expect(await stranger.closed).toEqual({ code: 1001, reason: 'server-stopping' });
      expect(await server.ended).toEqual({ code: 0, signal: null });
      expect(server.output()).toContain('server-stopped');
    },
  );

  it('ends although a client does not read any more', async () => {
    const { server, origin } = await start();
    const { client } = await SignalingClient.greet(origin);
    client.stopReading();
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('takes a code that was printed while it runs, once, and knows the key after a restart', async () => {
    const { server, folder, config, origin } = await start();
    const { therapist, code } = await enrolledTherapist(folder, config, origin);
    await expect(new TestTherapist(origin).enrol(code)).rejects.toMatchObject({
      code: 'unauthorized',
    });
    process.kill(server.pid, 'SIGTERM');
    await server.ended;
    const again = runServer(folder, config);
    onTestFinished(() => kill(again));
    await again.saw('server-started');
    const { client } = await therapist.open();
    await client.close();
  });

  it('says what is wrong with its configuration, and nothing of what is in it', async () => {
    const folder = temporaryFolder();
    const open = runServer(folder, {
      listen: { host: '0.0.0.0' },
      enrolmentCodes: ['SECRET-CODE'],
    });
    expect(await open.ended).toEqual({ code: 1, signal: null });
    expect(open.output()).toContain('plain HTTP is served on loopback only');
    expect(open.output()).not.toContain('SECRET-CODE');
  });

  it('prints no code that it could not keep', async () => {
    const printed = runServer(temporaryFolder(), { workers: 1 }, ['enrol']);
    expect(await printed.ended).toEqual({ code: 1, signal: null });
    expect(printed.output()).toContain('dataFolder');
  });
});

describe('what the server writes', () => {
  it.each([
    ['thrown', 'throw new Error("a planted secret")'],
    ['of a promise', 'Promise.reject(new Error("a planted secret"))'],
  ])('holds no message of an error that nobody has caught, %s', async (_how, statement) => {
    const folder = temporaryFolder();
    // Once the server listens for such errors, however long its start takes.
    const program = encodeURIComponent(`const timer = setInterval(() => {
      if (process.listenerCount('uncaughtException') === 0) return;
      clearInterval(timer);
      ${statement}
    }, 20);`);
    const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${program}` };
    const server = runServer(folder, { workers: 1 }, [], env);
    onTestFinished(() => {
      kill(server);
    });
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output()).toContain('process-failed');
    expect(server.output()).not.toContain('secret');
  });

  it('holds no token, key, address, SDP or content of a session, in its output or its files', async () => {
    const { server, folder, config, origin } = await start();
    const { therapist, code } = await enrolledTherapist(folder, config, origin);
    const { client: host, roomId, opened } = await therapist.open();
    const presence = await host.call('room.enter', {
      rtpCapabilities: opened.routerRtpCapabilities,
    });
    const guest = await comeIn(origin, host, roomId);
    await guest.client.call('media.connect', { direction: 'send', dtlsParameters });
    await guest.client.call('media.produce', audioParameters());
    const payload = Buffer.from('a planted secret').toString('base64url');
    await host.call('relay.send', { messageId: randomMessageId(), to: null, payload });
    await guest.client.callRaw('media.mute', { source: 'x'.repeat(40) }).catch(() => undefined);
    await guest.client.callRaw('host.enrol', { code }).catch(() => undefined);
    await guest.client.cut();
    await host.next('seat.changed', ({ connected }) => !connected);
    await host.call('room.end', {});
    process.kill(server.pid, 'SIGTERM');
    await server.ended;

    const output = server.output();
    expect(output).toContain(roomId);
    const planted = {
      code,
      publicKey: therapist.publicKey,
      admission: guest.admission,
      resumeToken: guest.ticket.resumeToken,
      icePassword: presence.sendTransport.iceParameters.password,
      fingerprint: presence.sendTransport.dtlsParameters.fingerprints[0]?.value ?? '',
      payload,
      content: 'a planted secret',
      address: '127.0.0.1',
      bad: 'x'.repeat(40),
    };
    const leaks = Object.entries(planted).filter(([, text]) => output.includes(text));
    expect(leaks).toEqual([]);
    // Every line is one that the redactor wrote.
    const words = output
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(new Set(words)).not.toContain('redacted');
    const kept = await readFile(join(folder, 'data', 'keys', therapist.publicKey));
    expect(kept).toHaveLength(0);
  });
});
