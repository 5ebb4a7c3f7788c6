import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const scanProcess = fileURLToPath(new URL('./scan-process.ts', import.meta.url));

/**
 * Like `countMarker`, but in a process of its own, so that files which this process has locked stay locked.
 * @throws Error when the search did not come to its end
 */
export async function countMarkerApart(
  marker: string,
  folders: readonly string[],
  pids: readonly number[],
): Promise<number> {
  const child = spawn(process.execPath, [scanProcess], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  child.stdin.end(JSON.stringify({ marker, folders, pids }));
  const printed = await text(child.stdout);
  await exit;
  if (child.exitCode !== 0 || !/^\d+\n$/u.test(printed))
    throw new Error('the search for the note failed');
  return Number(printed);
}
