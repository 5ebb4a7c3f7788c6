import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../server/start-server.ts';
import { ensureBuilt, projectRoot } from '../build/ensure-built.ts';
import { tellShell, type WindowShell } from './app-window.ts';
import { chooseShell } from './choose-shell.ts';
import { waitForInterrupt } from './interrupt.ts';
import { openKeyring } from './keyring.ts';
import { readShellFacts } from './machine-facts.ts';
import { vaultDatabase } from './needed-addon.ts';
import { createStartLog } from './start-log.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';
import { openTherapistWindow } from './therapist-window.ts';

const choice = chooseShell(readShellFacts(vaultDatabase), vaultDatabase);
if (choice.shell === 'none') {
  console.error(choice.why);
  process.exitCode = 1;
} else {
  await run(choice, readStartOptions(process.argv.slice(2), process.platform, process.env));
}

/** Runs server and app until the window is closed or somebody interrupts; then closes both. */
async function run(choice: WindowShell, options: StartOptions): Promise<void> {
  const ending = new AbortController();
  const interrupted = waitForInterrupt().then(() => {
    ending.abort();
  });
  await ensureBuilt(['guest', 'therapist']);
  const keyring = await openKeyring();
  // A vault whose key is gone with this run would only be in the way of the next one.
  const temporary = keyring.isTemporary ? mkdtempSync(join(tmpdir(), 'quietroom-start-')) : null;
  const closers: (() => Promise<void>)[] = [() => keyring.close()];
  try {
    const enrolmentCode = randomBytes(16).toString('hex');
    const server = await startServer({
      config: {
        listen: { port: options.port },
        browserGuests: true,
        guestFilesFolder: join(projectRoot, 'dist/guest'),
        enrolmentCodes: [enrolmentCode],
      },
      log: createStartLog(ending.signal),
    });
    closers.push(() => server.close());
    const window = await openTherapistWindow(choice, {
      dataFolder: temporary ?? options.dataFolder,
      presetServer: { origin: server.origin, enrolmentCode },
      env: { ...process.env, ...keyring.env },
    });
    closers.push(() => window.close());
    tellWhatRuns(choice, server.origin, temporary ?? options.dataFolder, keyring.isTemporary);
    await Promise.race([window.closed, interrupted]);
  } finally {
    ending.abort();
    for (const close of closers.toReversed()) await close();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
}

function tellWhatRuns(
  choice: WindowShell,
  origin: string,
  dataFolder: string,
  isTemporary: boolean,
): void {
  console.log(`The server runs at ${origin}, for this machine only.`);
  console.log(
    'Guests may join in a browser here. A real server has that off unless you turn it on: a page that a server sends cannot be protected from that server.',
  );
  tellShell(choice, dataFolder);
  console.log(
    isTemporary
      ? 'There is no keyring on this machine, so a temporary one was made: everything you write now is gone when this ends.'
      : `Its vault lies in ${dataFolder}, its key in your keychain.`,
  );
  console.log('To stop, close the window or press Ctrl-C.');
}
