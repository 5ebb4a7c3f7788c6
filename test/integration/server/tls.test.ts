import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../support/make-certificate.ts';
import { tryOldTls } from '../../support/old-tls.ts';
import { SignalingClient } from '../../support/signaling-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startTestServer } from '../../support/test-server.ts';
import { comeIn } from '../../support/test-session.ts';

async function startTls() {
  const folder = temporaryFolder();
  const { certFile, keyFile, ca } = makeCertificate(folder);
  mkdirSync(join(folder, 'guest', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'guest', 'index.html'), '<!doctype html><title>Session</title>');
  const server = await startTestServer({
    tls: { certFile, keyFile },
    browserGuests: true,
    guestFilesFolder: join(folder, 'guest'),
  });
  onTestFinished(() => server.close());
  return { server, ca };
}

describe('a server with a certificate', () => {
  it('runs a session over TLS', async () => {
    const { server, ca } = await startTls();
    expect(server.origin).toMatch(/^https:/u);
    const { client, challenge } = await SignalingClient.greet(server.origin, { ca });
    expect(challenge).toHaveLength(43);
    await client.close();
  });

  it('serves guests with a policy that names its secure connection', async () => {
    const { server, ca } = await startTls();
    const { status, headers } = await get(`${server.origin}/j/${'A'.repeat(22)}`, ca);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain(
      `connect-src 'self' ${server.origin.replace('https', 'wss')};`,
    );
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('is not talked to by who does not trust the certificate, or in plain', async () => {
    const { server } = await startTls();
    await expect(SignalingClient.connect(server.origin)).rejects.toThrow('self-signed');
    const plain = server.origin.replace('https', 'http');
    await expect(SignalingClient.connect(plain)).rejects.toThrow(/hang up|reset/u);
  });

  it('speaks no TLS before 1.2', async () => {
    const { server, ca } = await startTls();
    const failure = await tryOldTls(Number(new URL(server.origin).port), ca);
    expect(failure).not.toBe('connected');
  });
});

describe('a server without browser guests', () => {
  it('has no guest page', async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    for (const path of [`/j/${'A'.repeat(22)}`, '/assets/app.js', '/']) {
      const response = await fetch(server.origin + path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('There is nothing here.');
    }
    // And yet sessions run, for guests with the app.
    const therapist = await server.therapist();
    const { client, roomId, opened } = await therapist.open();
    await client.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
    await comeIn(server.origin, client, roomId);
  });
});

async function get(url: string, ca: string) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      request(url, { ca }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, headers: response.headers });
      })
        .on('error', reject)
        .end();
    },
  );
}
