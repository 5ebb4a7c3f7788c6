import { z } from 'zod';
import { turnUrlPattern } from '../../src/contract/media-schema.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { isLoopbackHost } from './loopback.ts';
import { serverLimits } from './server-limits.ts';

const folder = z.string().min(1).max(4096);
const port = z.int().min(0).max(65_535);
const ipAddress = z.union([z.ipv4(), z.ipv6()]);

/** Scheme, host and port, and nothing else: what a browser calls an origin. */
const origin = z
  .url()
  .max(256)
  .refine((text) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]+$/u.test(text), 'not an origin');

/**
 * The origins whose pages may open a signaling connection. Neither can be the address of a web site: the first is a
 * scheme of our own (Electron), the second a name that never resolves (RFC 2606; the preview host answers for it
 * inside its own browser). The server's own origin joins them when it serves browser guests.
 */
const appOrigins = ['app://quietroom', 'https://app.quietroom.invalid'];

const shape = z.strictObject({
  listen: z
    .strictObject({
      host: z.union([ipAddress, z.literal('localhost')]).default('127.0.0.1'),
      /** 0: any free port. */
      port: port.default(0),
    })
    .prefault({}),
  /** The origin that people's links name. Null: the listening address itself. */
  publicOrigin: origin.nullable().default(null),
  tls: z.strictObject({ certFile: folder, keyFile: folder }).nullable().default(null),
  /** Serves the guest page. Off by default: a page from the server cannot be protected from the server. */
  browserGuests: z.boolean().default(false),
  /** The built guest page: `index.html` and `assets/`. */
  guestFilesFolder: folder.default('dist/guest'),
  rtc: z
    .strictObject({
      listenIp: ipAddress.default('127.0.0.1'),
      /** What clients are told instead of `listenIp`: the public address, or a host name. */
      announcedAddress: z.string().min(1).max(255).nullable().default(null),
      /** Worker n listens on this port + n, UDP and TCP. 0: any free ones. */
      portBase: port.default(0),
    })
    .prefault({}),
  /** A TURN server beside this one (docs/server.md, TURN). Null: there is none. */
  turn: z
    .strictObject({
      /** What clients are told, in the order in which they should try. */
      urls: z.array(z.string().max(300).regex(turnUrlPattern, 'not a TURN address')).min(1).max(8),
      /** Holds the secret that the TURN server has as well (coturn's `static-auth-secret`). */
      secretFile: folder,
    })
    .nullable()
    .default(null),
  /** Media workers. Null: one per core. */
  workers: z.int().min(1).max(64).nullable().default(null),
  /** Holds public keys of enrolled therapists and hashes of enrolment codes. Null: memory only. */
  dataFolder: folder.nullable().default(null),
  /** One-time enrolment codes that are valid from the start: for the demo and for development. */
  enrolmentCodes: z.array(z.string().min(8).max(128)).max(100).default([]),
  allowedOrigins: z.array(origin).max(32).default(appOrigins),
  limits: serverLimits.prefault({}),
});

const serverConfig = shape
  .refine(({ tls, listen }) => tls !== null || isLoopbackHost(listen.host), {
    path: ['tls'],
    message: 'plain HTTP is served on loopback only: give tls.certFile and tls.keyFile',
  })
  .refine(({ publicOrigin, listen }) => publicOrigin !== null || !isWildcard(listen.host), {
    path: ['publicOrigin'],
    message: 'needed when the server listens on every address',
  })
  .refine(({ rtc }) => rtc.announcedAddress !== null || !isWildcard(rtc.listenIp), {
    path: ['rtc', 'announcedAddress'],
    message: 'needed when media is received on every address',
  });

/** What somebody writes: every field has a default. */
export type ServerConfigInput = z.input<typeof serverConfig>;
export type ServerConfig = z.output<typeof serverConfig>;

/**
 * Reads a configuration.
 * @throws AppError bad-request that names the fields, never their values
 */
export function parseServerConfig(input: unknown): ServerConfig {
  const parsed = serverConfig.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('bad-request', `server configuration: ${fields.join('; ')}`);
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/u.test(host);
}
