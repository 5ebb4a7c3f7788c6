import { tellShell, type WindowShell } from '../start/app-window.ts';
import { chooseShell } from '../start/choose-shell.ts';
import { waitForInterrupt } from '../start/interrupt.ts';
import { openKeyring } from '../start/keyring.ts';
import { readShellFacts } from '../start/machine-facts.ts';
import { keychainAccess } from '../start/needed-addon.ts';
import { guestProblemWords, readGuestOptions, type GuestOptions } from './guest-options.ts';
import { openGuestWindow } from './guest-window.ts';
import { withLinkFromInput } from './link-input.ts';

const args = await withLinkFromInput(process.argv.slice(2), process.stdin);
const options = readGuestOptions(args, process.platform, process.env);
if (options.outcome === 'ready') {
  const choice = chooseShell(readShellFacts(keychainAccess), keychainAccess);
  if (choice.shell === 'none') {
    console.error(choice.why);
    process.exitCode = 1;
  } else {
    await run(choice, options);
  }
} else {
  console.error(guestProblemWords[options.outcome]);
  process.exitCode = 2;
}

/** Runs the app until its window is closed or somebody interrupts. */
async function run(
  choice: WindowShell,
  { link, dataFolder }: Extract<GuestOptions, { outcome: 'ready' }>,
): Promise<void> {
  const interrupted = waitForInterrupt();
  const keyring = await openKeyring();
  try {
    const env = { ...process.env, ...keyring.env };
    const window = await openGuestWindow(choice, { link, dataFolder, env });
    tellShell(choice, dataFolder);
    if (keyring.isTemporary) {
      console.log(
        'There is no keyring on this machine, so a temporary one was made: to the therapist this is a new device each time.',
      );
    }
    console.log('To stop, close the window or press Ctrl-C.');
    await Promise.race([window.closed, interrupted]);
    await window.close();
  } finally {
    await keyring.close();
  }
}
