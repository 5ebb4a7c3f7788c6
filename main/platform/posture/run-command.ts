import { execFile } from 'node:child_process';

/** What a program said; null when it could not be started, said too much, or was stopped. */
export type CommandOutput = { readonly text: string; readonly isDone: boolean } | null;

/** Runs a program without a shell: `file` is an absolute path, `args` are handed over one by one. */
export type RunCommand = (
  file: string,
  args: readonly string[],
  signal: AbortSignal,
) => Promise<CommandOutput>;

/** A list of processes of a busy computer has some 100 KB. */
const outputLimitBytes = 4 * 1024 * 1024;

/**
 * `isDone` is whether it ended well; `text` is what it wrote, with what it wrote of its errors after that: some tools
 * answer there. No window appears. Of our own environment it gets what it needs to find the person's settings.
 */
export const runCommand: RunCommand = async (file, args, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve(null);
      return;
    }
    execFile(
      file,
      [...args],
      {
        signal,
        killSignal: 'SIGKILL',
        maxBuffer: outputLimitBytes,
        windowsHide: true,
        encoding: 'utf8',
        env: commandEnvironment(process.env),
      },
      (error, stdout, stderr) => {
        // A number is the code that it ended with; anything else did not come to its end.
        if (error && typeof error.code !== 'number') resolve(null);
        else resolve({ text: `${stdout}${stderr}`, isDone: error === null });
      },
    );
  });

const passedOn = [
  'HOME',
  'USER',
  'LOGNAME',
  'PATH',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_CURRENT_DESKTOP',
  'XDG_SESSION_ID',
  'DBUS_SESSION_BUS_ADDRESS',
  'SystemRoot',
  'windir',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'TEMP',
  'TMP',
] as const;

/** Words in English where a system can: no parser depends on it. */
function commandEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = passedOn.flatMap((name) => {
    const value = own[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LC_ALL: 'C', LANGUAGE: 'en' };
}
