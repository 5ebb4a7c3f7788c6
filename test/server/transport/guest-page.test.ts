import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerGuestPage } from '../../../server/transport/guest-page.ts';
import { createHttpServer } from '../../../server/transport/http-server.ts';

const page = '<!doctype html><title>Session</title>';
const script = 'console.log(1)';
const link = `/j/${'A'.repeat(22)}`;
let filesFolder: string;

beforeAll(async () => {
  filesFolder = await mkdtemp(join(tmpdir(), 'guest-'));
  await mkdir(join(filesFolder, 'assets'));
  await writeFile(join(filesFolder, 'index.html'), page);
  await writeFile(join(filesFolder, 'index.html.br'), brotliCompressSync(page));
  await writeFile(join(filesFolder, 'secret.txt'), 'not for guests');
  await writeFile(join(filesFolder, 'assets', 'app-1a2b.js'), script);
  await writeFile(join(filesFolder, 'assets', 'app-1a2b.js.br'), brotliCompressSync(script));
  await writeFile(join(filesFolder, 'assets', 'app-1a2b.js.gz'), gzipSync(script));
});

afterAll(async () => {
  await rm(filesFolder, { recursive: true });
});

async function get(url: string, options: { encoding?: string; guests?: boolean } = {}) {
  const { encoding = 'identity', guests = true } = options;
  const http = createHttpServer({ tls: null, maxConnections: 10 });
  if (guests) {
    await registerGuestPage(http, { filesFolder, publicOrigin: () => 'https://rooms.example' });
  }
  const response = await http.inject({ url, headers: { 'accept-encoding': encoding } });
  await http.close();
  return response;
}

describe('the guest page', () => {
  it('is the same for every room and never stored', async () => {
    const response = await get(link);
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe(page);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('may run its own files and talk to its own server, nothing else', async () => {
    const { headers } = await get(link);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "media-src 'self' blob:; connect-src 'self' wss://rooms.example; worker-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types quietroom-worker",
    );
    expect(headers['permissions-policy']).toContain('camera=(self), microphone=(self)');
    expect(headers['permissions-policy']).toContain('display-capture=()');
  });

  it('comes compressed to a browser that can read that', async () => {
    const response = await get(link, { encoding: 'gzip, deflate, br' });
    expect(response.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(response.rawPayload).toString()).toBe(page);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('has files that are kept for good, since their names change', async () => {
    const plain = await get('/assets/app-1a2b.js');
    expect(plain.body).toBe(script);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-type']).toContain('javascript');
    const compressed = await get('/assets/app-1a2b.js', { encoding: 'br' });
    expect(compressed.headers['content-encoding']).toBe('br');
    expect(compressed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(compressed.headers['vary']).toContain('accept-encoding');
  });

  it.each([
    '/',
    '/j/',
    '/j/short',
    `/j/${'A'.repeat(23)}`,
    `${link}/more`,
    '/index.html',
    '/secret.txt',
    '/assets/',
    '/assets/nothing.js',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/signal',
  ])('answers %s with nothing', async (url) => {
    const response = await get(url);
    expect([400, 403, 404]).toContain(response.statusCode);
    expect(response.body).not.toContain('not for guests');
    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });

  it('is not there when browser guests are off', async () => {
    for (const url of [link, '/assets/app-1a2b.js']) {
      const response = await get(url, { guests: false });
      expect(response.statusCode).toBe(404);
      expect(response.body).toContain('There is nothing here.');
    }
  });
});

describe('a guest page that was not built', () => {
  it('is an error at the start, and no path is told', async () => {
    const http = createHttpServer({ tls: null, maxConnections: 10 });
    const registering = registerGuestPage(http, {
      filesFolder: join(filesFolder, 'nowhere'),
      publicOrigin: () => '',
    });
    await expect(registering).rejects.toMatchObject({
      message: 'bad-request: guestFilesFolder holds no index.html',
    });
    await http.close();
  });
});

describe('the HTTP side', () => {
  it('says that it is there, and no more', async () => {
    const response = await get('/health', { guests: false });
    expect(response.json()).toEqual({ ok: true });
    expect(response.headers['server']).toBeUndefined();
    expect(response.headers['x-powered-by']).toBeUndefined();
  });

  it('takes no bodies', async () => {
    const http = createHttpServer({ tls: null, maxConnections: 10 });
    const response = await http.inject({ method: 'POST', url: '/health', payload: { a: 1 } });
    await http.close();
    expect(response.statusCode).toBe(404);
  });
});
