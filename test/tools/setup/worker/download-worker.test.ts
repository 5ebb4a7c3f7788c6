import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadWorker, prebuiltName } from '../../../../tools/setup/worker/download-worker.ts';
import { createFakeMachine } from '../fake-machine.ts';

const mediasoup = {
  version: '3.27.1',
  repositoryUrl: 'https://rooms.example/mediasoup',
  workerSource: '/nowhere',
};

describe('prebuiltName', () => {
  it('is the name that mediasoup’s own install script asks for', () => {
    const linux = { platform: 'linux', arch: 'x64' } as const;
    expect(prebuiltName('3.27.1', linux, '6.1.0-18-amd64')).toBe(
      'mediasoup-worker-3.27.1-linux-x64-kernel6.tgz',
    );
    const mac = { platform: 'darwin', arch: 'arm64' } as const;
    expect(prebuiltName('3.27.1', mac, '24.0.0')).toBe('mediasoup-worker-3.27.1-darwin-arm64.tgz');
  });
});

describe('downloadWorker', () => {
  let server: Server;
  let folder: string;
  let status: number;
  let asked: (string | undefined)[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quietroom-download-test-'));
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end('not an archive');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  function download(env: NodeJS.ProcessEnv = {}, answer?: () => { ok: boolean; output: string }) {
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${String(port)}`;
    const machine = createFakeMachine({
      env: { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base, ...env },
      ...(answer ? { answer } : {}),
    });
    return downloadWorker(machine, mediasoup, join(folder, 'mediasoup-worker'));
  }

  it('says so when there is no binary for this system', async () => {
    status = 404;
    expect(await download()).toContain('there is none for this system');
    expect(asked[0]).toMatch(/^\/3\.27\.1\/mediasoup-worker-3\.27\.1-linux-x64-kernel\d+\.tgz$/u);
  });

  it('says so when the host fails', async () => {
    status = 503;
    expect(await download()).toContain('it answered 503');
  });

  it('refuses what cannot be unpacked', async () => {
    status = 200;
    const answer = () => ({ ok: false, output: 'tar: not in gzip format' });
    expect(await download({}, answer)).toContain('could not be unpacked: tar: not in gzip format');
  });

  it('refuses a binary that does not run here', async () => {
    status = 200;
    expect(await download()).toContain('does not run on this system');
  });

  it('says so at once when the host cannot be reached', async () => {
    const base = 'http://127.0.0.1:9';
    expect(await download({ MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base })).toMatch(
      /^the official binary could not be fetched from 127\.0\.0\.1:9: /u,
    );
  });

  it('asks nobody when it must not', async () => {
    expect(await download({ MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD: '1' })).toContain('is set');
    expect(asked).toEqual([]);
  });
});
