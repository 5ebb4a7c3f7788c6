import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSecretService } from '../setup/secret-service/private-secret-service.ts';

// The vault's key lies in the system's keychain. The demo brings a Secret Service of its own, apart from the user's, and
// runs inside it: a process finds its D-Bus session by the environment it was started with.

const service = await startSecretService();
try {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'run-demo.ts'), ...process.argv.slice(2)],
    { env: { ...process.env, ...service.env }, stdio: 'inherit' },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await service.close();
}
