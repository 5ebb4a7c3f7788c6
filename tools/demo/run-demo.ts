import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { chromium, type Browser } from 'playwright-core';
import packageJson from '../../package.json' with { type: 'json' };
import { startServer } from '../../server/start-server.ts';
import { ensureBuilt, projectRoot } from '../build/ensure-built.ts';
import { launchPreviewHost } from '../preview-host/launch-preview-host.ts';
import { readParts } from '../setup/found-parts.ts';
import { findFailures, formatReport, type DemoReport } from './demo-report.ts';
import { inspectVault } from './inspect-vault.ts';
import { installPeerProbe } from './peer-probe.ts';
import { runSession } from './run-session.ts';
import { countMarkerApart } from './scan-apart.ts';

// Runs inside a session with an unlocked Secret Service; command.ts starts it there.

/** A camera and a microphone that make a picture and a sound, and nobody to ask. */
const fakeDevices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    screenshots: { type: 'string' },
    /** How long the two talk. */
    seconds: { type: 'string', default: '10' },
  },
});
const talkMs = Number(values.seconds) * 1000;
if (!(talkMs >= 0)) throw new TypeError('--seconds takes a number of seconds');

const report = await runDemo();
console.log(formatReport(report));
if (values.json !== undefined) {
  writeFileSync(resolve(values.json), `${JSON.stringify(report, null, 2)}\n`);
}
process.exitCode = report.ok ? 0 : 1;

async function runDemo(): Promise<DemoReport> {
  const startedAtMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-demo-'));
  // Everything that this run writes lies below one folder, so that the search for the note misses nothing.
  process.env['TMPDIR'] = join(folder, 'tmp');
  mkdirSync(join(folder, 'tmp'));
  try {
    const outcome = await runIn(folder);
    const whole = { ...outcome, durationMs: Math.round(performance.now() - startedAtMs) };
    const failures = findFailures(whole);
    return { ok: failures.length === 0, failures, ...whole };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string): Promise<Omit<DemoReport, 'ok' | 'failures' | 'durationMs'>> {
  const dataFolder = join(folder, 'therapist');
  const marker = `marker-${randomBytes(12).toString('hex')}`;
  const note = `Talked about the move. ${marker}`;
  await ensureBuilt(['therapist', 'guest']);
  const enrolmentCode = randomBytes(16).toString('hex');
  const server = await startServer({
    config: {
      browserGuests: true,
      guestFilesFolder: join(projectRoot, 'dist/guest'),
      enrolmentCodes: [enrolmentCode],
    },
  });
  const { chromium: executablePath } = readParts();
  const host = await launchPreviewHost({
    chromium: executablePath,
    dataFolder,
    headless: true,
    presetServer: { origin: server.origin, enrolmentCode },
    extraArgs: fakeDevices,
    prepare: installPeerProbe,
  });
  const guestBrowser = await launchGuestBrowser(executablePath);
  try {
    const context = await guestBrowser.newContext({ locale: 'en-GB' });
    await installPeerProbe(context);
    const session = await runSession({
      server,
      therapist: host.page,
      guest: await context.newPage(),
      talkMs,
      pseudonym: 'Blue Heron',
      note,
      screenshotsFolder: values.screenshots === undefined ? null : resolve(values.screenshots),
      tell: (step) => {
        console.log(`- ${step}`);
      },
    });
    const hitsWhileOpen = await countMarkerApart(marker, [folder], [process.pid]);
    await host.close();
    const { keychain, ...vault } = await inspectVault(dataFolder, note);
    const hitsAfterwards = await countMarkerApart(marker, [folder], [process.pid]);
    return {
      ...session,
      vault: { ...vault, plaintextHits: hitsWhileOpen + hitsAfterwards },
      keychain,
      host: 'preview',
      versions: versions(guestBrowser),
    };
  } finally {
    await guestBrowser.close();
    await host.close();
    await server.close();
  }
}

async function launchGuestBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...fakeDevices, '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
}

function versions(browser: Browser): Record<string, string> {
  return {
    quietroom: packageJson.version,
    node: process.versions.node,
    chromium: browser.version(),
    mediasoup: packageJson.dependencies.mediasoup,
    mediasoupClient: packageJson.devDependencies['mediasoup-client'],
    sqlite: packageJson.dependencies['better-sqlite3-multiple-ciphers'],
  };
}
