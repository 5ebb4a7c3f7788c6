import { fastify, type FastifyInstance } from 'fastify';
import { commonHeaders, emptyPolicy } from './security-headers.ts';

/** What the HTTP side needs to know. */
export interface HttpServerOptions {
  /** PEM texts, or null for plain HTTP on loopback. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Signaling connections that may be open; plain requests get some more places than that. */
  readonly maxConnections: number;
}

// A request is one line and a few headers; whoever needs longer is not a browser.
const requestTimeoutMs = 10_000;
const keepAliveMs = 5_000;
const placesForRequests = 256;

/** Neutral on purpose: it tells nothing about what runs here. */
const nothingHere =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not found</title><p>There is nothing here.</p></html>\n';

/**
 * The HTTP side of the server: health and, where it is turned on, the guest page. It logs nothing: an address belongs
 * to a person, and a path names a room.
 */
export function createHttpServer({ tls, maxConnections }: HttpServerOptions): FastifyInstance {
  const http = fastify({
    logger: false,
    bodyLimit: 1024,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: true,
    ...(tls && { https: { ...tls, minVersion: 'TLSv1.2' } }),
  });
  http.server.maxConnections = maxConnections + placesForRequests;
  const headers = { ...commonHeaders(tls !== null), 'Content-Security-Policy': emptyPolicy };
  http.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  http.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).type('text/html; charset=utf-8').send(nothingHere),
  );
  http.setErrorHandler<{ readonly statusCode?: number }>((error, _request, reply) => {
    // What is wrong with a request is nobody's business: a path that is refused looks like one that is not there.
    if ((error.statusCode ?? 500) < 500) reply.callNotFound();
    else void reply.code(500).send();
  });
  http.get('/health', () => ({ ok: true }));
  return http;
}
