import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createWorker, type types } from 'mediasoup';
import { serveParent } from '../../child-service.ts';
import { buildFloor, type FloorFile } from './build-floor.ts';
import { FloorRoom } from './floor-room.ts';
import { routerCodecs } from '../../../../server/sfu/router-codecs.ts';

// The floor's server, a process of its own: node:http, one router, no checks. Never part of the product.

const room = await openRoom();
const files = await bundle(room.router);
const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end();
    throw error;
  });
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

serveParent({
  origin: () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return Promise.resolve(`http://127.0.0.1:${address.port}`);
  },
  clear: () => Promise.resolve(room.members.clear()),
});

async function openRoom(): Promise<{ router: types.Router; members: FloorRoom }> {
  const worker = await createWorker({ logLevel: 'warn' });
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [
      { protocol: 'udp', ip: '127.0.0.1' },
      { protocol: 'tcp', ip: '127.0.0.1' },
    ],
  });
  return { router, members: new FloorRoom(router, webRtcServer) };
}

async function bundle({ rtpCapabilities }: types.Router): Promise<Map<string, FloorFile>> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-floor-'));
  try {
    const { html, files: built } = await buildFloor(folder);
    const page = html.replace(/(<script type="application\/json">)[^<]*/u, (_, tag: string) => {
      return tag + JSON.stringify(rtpCapabilities);
    });
    return built.set('/', { type: 'text/html', body: brotliCompressSync(page) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://floor');
  const file = files.get(url.pathname);
  if (file) {
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'br' });
    response.end(file.body);
  } else if (url.pathname === '/consumers') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    room.members.listen(url.searchParams.get('transportId') ?? '', (consumers) => {
      response.write(`data: ${JSON.stringify(consumers)}\n\n`);
    });
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(await call(url.pathname, await readBody(request))));
  }
}

/** The page is ours and from the same commit, so what it sends is believed. */
type FromPage = types.RtpCapabilities & {
  transportId: string;
  dtlsParameters: types.DtlsParameters;
} & types.ProducerOptions;

async function call(path: string, data: FromPage): Promise<unknown> {
  switch (path) {
    case '/join':
      return room.members.join(data);
    case '/connect':
      return room.members.connect(data.transportId, data.dtlsParameters);
    case '/produce':
      return room.members.produce(data.transportId, {
        kind: data.kind,
        rtpParameters: data.rtpParameters,
      });
    default:
      throw new Error(`no such path: ${path}`);
  }
}

async function readBody(request: IncomingMessage): Promise<FromPage> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as FromPage;
}
