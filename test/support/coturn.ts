import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TurnClient } from './turn-client.ts';

const guide = join(import.meta.dirname, '../../docs/server.md');

/** What is another in every test than in a practice: where it listens, and what a machine without a name has not. */
const ours =
  /^(?:listening-port|tls-listening-port|cert|pkey|static-auth-secret|allowed-peer-ip)=/u;

export interface CoturnOptions {
  readonly secret: string;
  /** The one address that it passes on to. */
  readonly peer: string;
  /** Without it there is no TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Lines that a practice does not have. */
  readonly more?: readonly string[];
}

/** A coturn on loopback, configured as docs/server.md says. */
export interface Coturn {
  readonly port: number;
  readonly tlsPort: number;
  readonly config: string;
  /** Ends it without a word. */
  stop(): Promise<void>;
}

/** Why there is no coturn here, or null when there is. */
export function missingCoturn(): string | null {
  return existsSync(process.env['QUIETROOM_TURNSERVER'] ?? '') ? null : 'no coturn';
}

/** Starts it and waits until it answers. */
export async function startCoturn(options: CoturnOptions): Promise<Coturn> {
  const { secret, peer, tls, more = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-coturn-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const config = [
    ...documentedLines().filter((line) => !ours.test(line)),
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    ...(tls
      ? [`tls-listening-port=${tlsPort}`, `cert=${tls.certFile}`, `pkey=${tls.keyFile}`]
      : ['no-tls', 'no-dtls']),
    `static-auth-secret=${secret}`,
    `allowed-peer-ip=${peer}`,
    `userdb=${join(folder, 'db')}`,
    `pidfile=${join(folder, 'pid')}`,
    ...more,
  ].join('\n');
  writeFileSync(join(folder, 'turnserver.conf'), config, { mode: 0o600 });
  const child = spawn(
    process.env['QUIETROOM_TURNSERVER'] ?? '',
    ['-c', join(folder, 'turnserver.conf')],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await untilItAnswers(port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    port,
    tlsPort,
    config,
    stop,
  };
}

/** The configuration that the guide tells people to write. */
function documentedLines(): readonly string[] {
  const block = /```conf\n(.*?)```/su.exec(readFileSync(guide, 'utf8'))?.[1];
  if (block === undefined) throw new Error('docs/server.md has no configuration of coturn');
  return block.split('\n').map((line) => line.trim());
}

async function untilItAnswers(port: number): Promise<void> {
  const client = new TurnClient(port, { username: 'nobody', credential: 'none' });
  try {
    await client.untilUp();
  } finally {
    client.close();
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
