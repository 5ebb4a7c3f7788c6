import type { Clock } from '../../src/base/ports.ts';
import { createPinoLog } from '../../server/log/pino-log.ts';
import { startServer, type RunningServer } from '../../server/start-server.ts';
import type { ServerConfigInput } from '../../server/config/server-config.ts';
import { TestTherapist } from './test-therapist.ts';

export interface TestServer extends RunningServer {
  /** Every line that the product's own log wrote. */
  readonly logLines: readonly string[];
  /** An enrolled therapist. */
  therapist(): Promise<TestTherapist>;
}

/** The real server on loopback: real worker, real sockets. One worker, and codes for a few therapists. */
export async function startTestServer(
  config: ServerConfigInput = {},
  ports: { readonly clock?: Clock } = {},
): Promise<TestServer> {
  const logLines: string[] = [];
  const codes = ['TEST-CODE-1', 'TEST-CODE-2', 'TEST-CODE-3', 'TEST-CODE-4'];
  const server = await startServer({
    ...ports,
    config: { workers: 1, enrolmentCodes: [...codes], ...config },
    log: createPinoLog({
      write: (line) => {
        logLines.push(line);
      },
    }),
  });
  return {
    ...server,
    logLines,
    therapist: async () => {
      const therapist = new TestTherapist(server.origin);
      await therapist.enrol(codes.shift() ?? 'no code is left');
      return therapist;
    },
  };
}
