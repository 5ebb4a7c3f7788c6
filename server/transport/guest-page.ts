import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src/errors/app-error.ts';
import { guestPageHeaders } from './security-headers.ts';

export interface GuestPageOptions {
  /** Holds `index.html` and `assets/`, each also as `.br` and `.gz`. */
  readonly filesFolder: string;
  /** Known once the server listens. */
  readonly publicOrigin: () => string;
}

/**
 * Serves the guest page below `/j/` and its files below `/assets/`. The page is the same for every room: what makes an
 * invite stays in the link's fragment, which no browser sends.
 * @throws AppError bad-request when the page was not built
 */
export async function registerGuestPage(
  http: FastifyInstance,
  { filesFolder, publicOrigin }: GuestPageOptions,
): Promise<void> {
  await access(join(filesFolder, 'index.html')).catch((cause: unknown) => {
    throw new AppError('bad-request', 'guestFilesFolder holds no index.html', { cause });
  });
  await http.register(fastifyStatic, {
    root: join(filesFolder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    index: false,
    dotfiles: 'ignore',
    // Their names change with their content: nobody asks whether they are still the same.
    maxAge: '1y',
    immutable: true,
    etag: false,
    lastModified: false,
  });
  http.get('/j/:room', async (request, reply) => {
    const { room } = request.params as { readonly room: string };
    if (!/^[A-Za-z0-9_-]{22}$/u.test(room)) return reply.callNotFound();
    reply.headers(guestPageHeaders(publicOrigin()));
    return reply.sendFile('index.html', filesFolder, { cacheControl: false });
  });
}
