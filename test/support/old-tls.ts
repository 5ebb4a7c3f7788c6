import { connect } from 'node:tls';

/** Some servers say no by saying nothing. */
const patienceMs = 1_000;

/** What comes of a connection by TLS 1.0 or 1.1 to a port on loopback: `connected`, or why not. */
export async function tryOldTls(port: number, ca: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ca,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const end = (what: string): void => {
      resolve(what);
      socket.destroy();
    };
    socket.setTimeout(patienceMs, () => {
      end('no answer');
    });
    socket.once('secureConnect', () => {
      end('connected');
    });
    socket.once('error', (error: Error) => {
      end(error.message);
    });
  });
}
