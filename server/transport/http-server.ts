import { fastify, type FastifyInstance } from 'fastify';

/** What the HTTP side needs to know. */
export interface HttpServerOptions {
  /** PEM texts, or null for plain HTTP on loopback. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** The HTTP side of the server: health and, later on, the guest page. It logs nothing: no address, no URL. */
export function createHttpServer({ tls }: HttpServerOptions): FastifyInstance {
  const http = fastify({
    logger: false,
    bodyLimit: 1024,
    ...(tls && { https: { ...tls, minVersion: 'TLSv1.2' } }),
  });
  http.get('/health', () => ({ ok: true }));
  return http;
}
