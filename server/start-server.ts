import { readFile } from 'node:fs/promises';
import { parseServerConfig, type ServerConfigInput } from './config/server-config.ts';
import { createHttpServer } from './transport/http-server.ts';

/** A server that runs. */
export interface RunningServer {
  /** What people's links name: scheme, host and port. */
  readonly origin: string;
  /** Tells every client, ends every room and lets go of ports and workers. May be called twice. */
  close(): Promise<void>;
}

/** Starts the server and resolves once it listens. @throws AppError bad-request for a wrong configuration */
export async function startServer({
  config: input,
}: {
  readonly config: ServerConfigInput;
}): Promise<RunningServer> {
  const config = parseServerConfig(input);
  const tls = config.tls && {
    cert: await readFile(config.tls.certFile, 'utf8'),
    key: await readFile(config.tls.keyFile, 'utf8'),
  };
  const http = createHttpServer({ tls });
  const address = await http.listen(config.listen);
  let closing: Promise<void> | null = null;
  return {
    origin: config.publicOrigin ?? new URL(address).origin,
    close: async () => {
      closing ??= http.close().then(() => undefined);
      return closing;
    },
  };
}
