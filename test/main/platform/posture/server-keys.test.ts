import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverKeys } from '../../../../main/platform/posture/server-keys.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const never = new AbortController().signal;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A certificate for 127.0.0.1, and its key's hash as openssl counts it. */
function makeCertificate(): { readonly cert: Buffer; readonly key: Buffer; readonly pin: Buffer } {
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert, '-days', '1'],
    { stdio: 'ignore' },
  );
  const spki = execFileSync('openssl', ['pkey', '-in', key, '-pubout', '-outform', 'DER']);
  const pin = execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: spki });
  return { cert: readFileSync(cert), key: readFileSync(key), pin };
}

describe('what a server shows of itself', () => {
  it('is the hash of its key, as others count it, and that nobody known vouches for it', async () => {
    const { cert, key, pin } = makeCertificate();
    const said: Buffer[] = [];
    const server = createTlsServer({ cert, key }, (socket) => {
      socket.on('error', () => undefined).on('data', (bytes: Buffer) => said.push(bytes));
    });
    const keys = await serverKeys.ask(await listen(server), never);
    expect(keys).toEqual({ state: 'shown', pins: [new Uint8Array(pin)], isVouched: false });
    expect(said).toEqual([]);
  });

  it('is foreign when whoever answers speaks no TLS, as portals do', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n');
    });
    expect(await serverKeys.ask(await listen(server), never)).toEqual({ state: 'foreign' });
  });

  it('is nothing when nobody answers, or not in time', async () => {
    const silent = createServer((socket) => {
      socket.on('error', () => undefined);
    });
    const origin = await listen(silent);
    const ending = new AbortController();
    const asking = serverKeys.ask(origin, ending.signal);
    ending.abort();
    expect(await asking).toEqual({ state: 'absent' });
    expect(await serverKeys.ask('https://127.0.0.1:1', never)).toEqual({ state: 'absent' });
    expect(await serverKeys.ask(origin, ending.signal)).toEqual({ state: 'absent' });
  });

  it('is not asked of a server on this machine that has no certificate', async () => {
    expect(await serverKeys.ask('http://127.0.0.1:1', never)).toEqual({ state: 'local' });
  });
});
