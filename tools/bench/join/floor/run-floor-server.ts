import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createWorker, type types } from 'mediasoup';
import { routerCodecs } from '../../../../server/sfu/router-codecs.ts';
import { serveParent } from '../../child-service.ts';
import type { FloorFile } from './build-floor.ts';
import { FloorRoom } from './floor-room.ts';

/** What a page is served from: its files by path, with `/` for the page itself. */
type MakeFiles = (router: types.Router) => Promise<ReadonlyMap<string, FloorFile>>;

/**
 * Runs a floor's server in a process of its own: node:http, one router, no checks. Never part of the product. Ends with its
 * parent.
 */
export async function runFloorServer(makeFiles: MakeFiles): Promise<void> {
  const { router, members } = await openRoom();
  const files = await makeFiles(router);
  const server = createServer((request, response) => {
    answer({ files, members }, request, response).catch((error: unknown) => {
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
    clear: () => Promise.resolve(members.clear()),
  });
}

/** A page's markup with the router's capabilities in the place that it has for them. */
export function withCapabilities(html: string, { rtpCapabilities }: types.Router): string {
  return html.replace(/(<script type="application\/json">)[^<]*/u, (_, tag: string) => {
    return tag + JSON.stringify(rtpCapabilities);
  });
}

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

async function answer(
  { files, members }: { files: ReadonlyMap<string, FloorFile>; members: FloorRoom },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://floor');
  const file = files.get(url.pathname);
  if (file) {
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'br' });
    response.end(file.body);
  } else if (url.pathname === '/consumers') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    members.listen(url.searchParams.get('transportId') ?? '', (consumers) => {
      response.write(`data: ${JSON.stringify(consumers)}\n\n`);
    });
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(await call(members, url.pathname, await readBody(request))));
  }
}

/** The page is ours and from the same commit, so what it sends is believed. */
type FromPage = types.RtpCapabilities & {
  transportId: string;
  dtlsParameters: types.DtlsParameters;
} & types.ProducerOptions;

async function call(members: FloorRoom, path: string, data: FromPage): Promise<unknown> {
  switch (path) {
    case '/join':
      return members.join(data);
    case '/connect':
      return members.connect(data.transportId, data.dtlsParameters);
    case '/produce':
      return members.produce(data.transportId, {
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
