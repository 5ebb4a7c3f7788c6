import { existsSync, globSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { installCommand } from './debian-packages.ts';
import { findOnPath, tailOf, type Machine } from './machine.ts';
import type { ProvidePart, SetupTools } from './part.ts';
import { SetupError } from './setup-error.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'] as const;

/** Where Chromium or Chrome usually is when it is not on the PATH. */
export function usualPlaces({
  platform,
  env,
  home,
}: Pick<Machine, 'platform' | 'env' | 'home'>): readonly string[] {
  if (platform === 'darwin') {
    const apps = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
    ];
    return ['/Applications', posix.join(home, 'Applications')].flatMap((folder) =>
      apps.map((app) => posix.join(folder, app)),
    );
  }
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) =>
      root === undefined
        ? []
        : [
            win32.join(root, 'Google\\Chrome\\Application\\chrome.exe'),
            win32.join(root, 'Chromium\\Application\\chrome.exe'),
          ],
    );
  }
  return [
    ...names.map((name) => `/usr/bin/${name}`),
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ];
}

/** True for what `--version` of a Chromium or a Chrome prints. */
export function isChromiumVersion(text: string): boolean {
  return /\bChrom(?:e|ium)\b.* \d+\.\d+/u.test(text);
}

/** A Chromium for the guest's page, the preview host and the browser tests. */
export const provideChromium: ProvidePart = async (tools) => {
  const path = (await findInstalled(tools.machine)) ?? (await fetchChromium(tools));
  await provideFonts(tools);
  return { QUIETROOM_CHROMIUM: path };
};

async function findInstalled(machine: Machine): Promise<string | null> {
  const named = machine.env['QUIETROOM_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (await works(machine, named)) return named;
    throw new SetupError('QUIETROOM_CHROMIUM does not name a working Chromium or Chrome.', {
      causes: [`${named} cannot be run, or is something else`],
      waysOut: ['set it to the path of the program itself', 'unset it: set-up then looks for one'],
    });
  }
  const onPath = names.flatMap((name) => findOnPath(machine, name) ?? []);
  for (const place of [...onPath, ...usualPlaces(machine)]) {
    if (await works(machine, place)) return place;
  }
  return null;
}

async function works(machine: Machine, path: string): Promise<boolean> {
  if (!machine.isExecutable(path)) return false;
  // On Windows --version opens a window instead of answering.
  if (machine.platform === 'win32') return true;
  const { stdout } = await machine.run(path, ['--version'], { timeoutMs: 15_000 });
  return isChromiumVersion(stdout);
}

async function fetchChromium(tools: SetupTools): Promise<string> {
  const { machine, packages } = tools;
  const fromPlaywright = await downloadedByPlaywright(tools);
  if (fromPlaywright !== null) return fromPlaywright;
  const causes = ['no Chromium or Chrome is installed in a usual place'];
  const refusal = await packages.install(['chromium'], 'no browser for the session is here');
  const installed = refusal === null ? await findInstalled(machine) : null;
  if (installed !== null) return installed;
  causes.push(refusal ?? "Debian's chromium was installed, but does not run");
  const problem = await downloadByPlaywright(tools);
  const downloaded = problem === null ? await downloadedByPlaywright(tools) : null;
  if (downloaded !== null) return downloaded;
  causes.push(problem ?? "Playwright's Chromium was downloaded, but does not run");
  throw new SetupError('There is no Chromium, and none could be fetched.', {
    causes,
    waysOut: [
      `install one: \`${installCommand(['chromium'])}\` on Debian, or Chrome or Chromium by your system's own means`,
      'name one that is elsewhere: set QUIETROOM_CHROMIUM to its path',
    ],
  });
}

function playwrightEnvironment({ env, platform, home }: Machine): Record<string, string> {
  const folder =
    env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(cacheFolder({ env, platform, home }), 'browsers');
  return { PLAYWRIGHT_BROWSERS_PATH: folder };
}

async function downloadByPlaywright({ machine, root }: SetupTools): Promise<string | null> {
  machine.say('Downloading Chromium by Playwright: no browser for the session is here.');
  const result = await machine.run(
    process.execPath,
    [join(root, 'node_modules/playwright-core/cli.js'), 'install', '--no-shell', 'chromium'],
    { env: { ...machine.env, ...playwrightEnvironment(machine) }, timeoutMs: 900_000 },
  );
  return result.ok ? null : `Playwright could not download Chromium: ${tailOf(result, 3)}`;
}

async function downloadedByPlaywright({ machine }: SetupTools): Promise<string | null> {
  const folder = playwrightEnvironment(machine)['PLAYWRIGHT_BROWSERS_PATH'];
  if (folder === undefined || !existsSync(folder)) return null;
  const found = globSync('chromium-*/chrome-*/{chrome,chrome.exe,*.app/Contents/MacOS/*}', {
    cwd: folder,
  });
  for (const path of found.toSorted().toReversed()) {
    const full = join(folder, path);
    if (await works(machine, full)) return full;
  }
  return null;
}

/** Without any font a page has boxes where its words should be; everything else still works, so this never fails. */
async function provideFonts({ machine, packages }: SetupTools): Promise<void> {
  if (machine.platform !== 'linux') return;
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(machine.home, '.fonts')];
  const hasFonts = folders.some(
    (cwd) => existsSync(cwd) && globSync('**/*.{ttf,otf,ttc,pfb}', { cwd }).length > 0,
  );
  if (hasFonts) return;
  const refusal = await packages.install(
    ['fonts-dejavu-core'],
    'pages would show boxes for letters',
  );
  if (refusal !== null)
    machine.say(`No fonts are installed, so pages may be unreadable: ${refusal}.`);
}
