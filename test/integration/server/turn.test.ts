import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { turnCredential } from '../../../server/auth/turn-credential.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { missingCoturn, startCoturn, type Coturn } from '../../support/coturn.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { tryOldTls } from '../../support/old-tls.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startTestServer } from '../../support/test-server.ts';
import { comeIn, knock } from '../../support/test-session.ts';
import { overTls } from '../../support/turn-line.ts';
import { TurnClient, type TurnLogin } from '../../support/turn-client.ts';

// coturn, configured as docs/server.md says, word by word but for where it listens: without leave for loopback, which only
// the call over it needs (media/relay-only.test.ts).

const reason = missingCoturn() ?? missingWorker();
const secret = randomBytes(32).toString('hex');
const mediaServer = '203.0.113.10';
const minuteMs = 60_000;

function loginFor(untilMs: number, by = secret): TurnLogin {
  return turnCredential(new SecretBytes(utf8(by)), 'AAECAwQFBgcICQoLDA0ODw', untilMs);
}

describe.skipIf(reason !== null)(`the TURN server of the guide${skipNote(reason)}`, () => {
  let coturn: Coturn;
  let folder: string;
  let tls: ReturnType<typeof makeCertificate>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quietroom-turn-'));
    tls = makeCertificate(folder);
    coturn = await startCoturn({ secret, peer: mediaServer, tls });
  });

  afterAll(async () => {
    await coturn.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function clientWith(login: TurnLogin): TurnClient {
    const client = new TurnClient(coturn.port, login);
    onTestFinished(() => {
      client.close();
    });
    return client;
  }

  async function inside(): Promise<TurnClient> {
    const client = clientWith(loginFor(Date.now() + minuteMs));
    expect(await client.allocate()).toBeNull();
    return client;
  }

  it('lets in by a credential that the server has given to a guest who was let in', async () => {
    const secretFile = join(temporaryFolder(), 'turn-secret');
    writeFileSync(secretFile, `${secret}\n`);
    const urls = [`turn:127.0.0.1:${coturn.port}?transport=udp`];
    const server = await startTestServer({ turn: { urls, secretFile } });
    onTestFinished(() => server.close());
    const therapist = await server.therapist();
    const { client: host, roomId, opened } = await therapist.open();
    const entered = await host.call('room.enter', {
      rtpCapabilities: opened.routerRtpCapabilities,
    });
    const waiting = await knock(server.origin, host, roomId);
    const { client, presence } = await comeIn(server.origin, host, roomId);
    const again = await client.call('media.restart-ice', { direction: 'send' });
    for (const turn of [entered.turn, presence.turn, again.turn]) {
      expect(turn?.urls).toEqual(urls);
      expect(await clientWith(turn ?? loginFor(0)).allocate()).toBeNull();
    }
    expect(JSON.stringify([waiting.ticket, waiting.client.pushes])).not.toContain('turn:');
    const told = [secret, presence.turn?.credential ?? '', presence.turn?.username ?? ''];
    expect(told.filter((text) => server.logLines.join('\n').includes(text))).toEqual([]);
  });

  it('lets in over TLS, and speaks none before 1.2', async () => {
    const line = await overTls(coturn.tlsPort, tls.ca);
    const client = new TurnClient(line, loginFor(Date.now() + minuteMs));
    onTestFinished(() => {
      client.close();
    });
    expect(await client.allocate()).toBeNull();
    expect(await client.permit(mediaServer)).toBeNull();
    expect(await client.permit('10.0.0.1')).toBe(403);
    expect(await tryOldTls(coturn.tlsPort, tls.ca)).not.toBe('connected');
  });

  it.each([
    ['expired', () => loginFor(Date.now() - 1_000)],
    ['made with another secret', () => loginFor(Date.now() + minuteMs, 'x'.repeat(64))],
    [
      'prolonged',
      () => ({
        ...loginFor(Date.now() - 1_000),
        username: loginFor(Date.now() + minuteMs).username,
      }),
    ],
    ['without an end', () => ({ username: 'somebody', credential: secret })],
  ])('refuses a credential that is %s', async (_what, login) => {
    expect(await clientWith(login()).allocate()).toBe(401);
  });

  it('goes on for whoever was in when their credential ends, and begins nothing more by it', async () => {
    // Ends are whole seconds, rounded down.
    const endsAtMs = Date.now() + 2_500;
    const login = loginFor(endsAtMs);
    const client = clientWith(login);
    expect(await client.allocate()).toBeNull();
    await new Promise((resolve) => {
      setTimeout(resolve, endsAtMs + 1_000 - Date.now());
    });
    expect(await client.refresh()).toBeNull();
    expect(await client.permit(mediaServer)).toBeNull();
    expect(await clientWith(login).allocate()).toBe(401);
  });

  it('gives one person no more than the quota', async () => {
    const quota = Number(/^user-quota=(\d+)$/mu.exec(coturn.config)?.[1]);
    const login = turnCredential(new SecretBytes(utf8(secret)), 'BBBB', Date.now() + minuteMs);
    const answers: (number | null)[] = [];
    for (let count = 0; count <= quota; count += 1) {
      answers.push(await clientWith(login).allocate());
    }
    expect(answers.slice(0, -1)).toEqual(Array(quota).fill(null));
    // 486: Allocation Quota Reached.
    expect(answers.at(-1)).toBe(486);
    expect(await clientWith(loginFor(Date.now() + minuteMs)).allocate()).toBeNull();
  });

  it('passes on to the media server', async () => {
    const client = await inside();
    expect([await client.permit(mediaServer), await client.bind(mediaServer)]).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '203.0.113.11',
    '224.0.0.1',
    '0.0.0.0',
  ])('passes nothing on to %s', async (peer) => {
    const client = await inside();
    expect([await client.permit(peer), await client.bind(peer)]).toEqual([403, 403]);
  });

  it('passes nothing on to ::1', async () => {
    const client = await inside();
    // Forbidden, or no IPv6 here at all.
    expect([403, 443]).toContain(await client.permit('::1'));
  });
});
