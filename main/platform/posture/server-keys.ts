import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { ServerKeys, ServerKeysPort } from '../../ports/server-keys-port.ts';

/** A chain is three or four long; nobody's is longer. */
const longestChain = 8;

/** Asks over TLS, and hangs up once the certificates are there: nothing is sent but the name of the server. */
export const serverKeys: ServerKeysPort = {
  ask: async (origin, signal) => {
    const { protocol, hostname, port } = new URL(origin);
    if (protocol !== 'https:') return { state: 'local' };
    return new Promise((resolve) => {
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      const socket = connect({
        host,
        port: port === '' ? 443 : Number(port),
        // Names only: an address is no server name.
        ...(isIP(host) === 0 && { servername: host }),
        // Whether somebody vouches for it is part of the answer; nothing is entrusted to this connection.
        rejectUnauthorized: false,
      });
      const settle = (keys: ServerKeys): void => {
        signal.removeEventListener('abort', giveUp);
        socket.destroy();
        resolve(keys);
      };
      const giveUp = (): void => {
        settle({ state: 'absent' });
      };
      signal.addEventListener('abort', giveUp);
      if (signal.aborted) giveUp();
      socket.once('error', (error: NodeJS.ErrnoException) => {
        settle({ state: isOfTls(error.code) ? 'foreign' : 'absent' });
      });
      socket.once('secureConnect', () => {
        settle(keysOf(socket));
      });
    });
  },
};

/** Something answered, and what it said is no TLS, or none that can be had with it. */
function isOfTls(code: string | undefined): boolean {
  return code !== undefined && (code === 'EPROTO' || /^ERR_(?:SSL|TLS)_/.test(code));
}

function keysOf(socket: TLSSocket): ServerKeys {
  const pins: Uint8Array<ArrayBuffer>[] = [];
  const seen = new Set<string | undefined>();
  // An authority is its own issuer, and whoever nobody vouches for has none.
  let certificate: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw && pins.length < longestChain) {
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    pins.push(pinOf(certificate.raw));
    certificate = certificate.issuerCertificate;
  }
  return pins.length === 0
    ? { state: 'foreign' }
    : { state: 'shown', pins, isVouched: socket.authorized };
}

function pinOf(certificate: Buffer): Uint8Array<ArrayBuffer> {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return Uint8Array.from(createHash('sha256').update(key).digest());
}
