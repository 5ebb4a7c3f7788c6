import { request, type IncomingMessage } from 'node:http';
import { isPortal, plainQuestion, type PlainAnswer } from '../../../src/domain/posture/portal.ts';
import type { PortalPort } from '../../ports/portal-port.ts';

/** Where browsers ask first, and where portals answer for everybody. */
const plainPort = 80;
const patienceMs = 4_000;
/** A portal's page begins like a page; ours is shorter. */
const longestBody = 512;

/**
 * Asks as a browser would that knows nothing of TLS. `port`: another one, for tests.
 * A server that has a port of its own may share its name with somebody who answers there: of those nothing is found.
 */
export function createPortalPage(port: number = plainPort): PortalPort {
  return {
    isThere: async (origin, signal) => {
      try {
        const { protocol, hostname, port: own } = new URL(origin);
        if (protocol !== 'https:' || own !== '') return false;
        const host = hostname.replace(/^\[(.*)\]$/u, '$1');
        const answer = await askPlainly(host, port, signal);
        return answer !== null && isPortal(answer, hostname);
      } catch {
        return false;
      }
    },
  };
}

/** Null when nobody answered in time. */
async function askPlainly(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<PlainAnswer | null> {
  return new Promise((resolve) => {
    let isAnswered = false;
    const asked = request(
      {
        host,
        port,
        path: plainQuestion.path,
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      },
      (response) => {
        isAnswered = true;
        readAnswer(response, (answer) => {
          resolve(answer);
          asked.destroy();
        });
      },
    );
    // After an answer as well: what is cut off then is of no interest.
    asked.on('error', () => {
      resolve(null);
    });
    // Also without an error, as when somebody wants to speak something else. Of an answer, what came of it counts, and is read later.
    asked.once('close', () => {
      if (!isAnswered) resolve(null);
    });
    asked.end();
  });
}

function readAnswer(response: IncomingMessage, done: (answer: PlainAnswer) => void): void {
  let body = '';
  const finish = (): void => {
    done({
      status: response.statusCode ?? 0,
      location: response.headers.location ?? null,
      body: body.slice(0, longestBody),
    });
  };
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    body += text;
    if (body.length >= longestBody) finish();
  });
  // Not its end, which never comes of an answer that is cut off.
  response.once('close', finish);
}
