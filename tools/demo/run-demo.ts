import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import packageJson from '../../package.json' with { type: 'json' };
import { readParts } from '../setup/found-parts.ts';
import { openDemoStage } from './demo-stage.ts';
import { findFailures, formatReport, type DemoReport } from './demo-report.ts';
import { reportEncryption } from './encryption-report.ts';
import { inspectVault } from './inspect-vault.ts';
import { installPeerProbe } from './peer-probe.ts';
import { runControl } from './run-control.ts';
import { runSession } from './run-session.ts';
import { countMarkerApart } from './scan-apart.ts';
import { openFrameDecoder } from './tap/frame-decoder.ts';
import { judgeTap } from './tap/judge-tap.ts';
import { reportTap } from './tap/tap-report.ts';
import { installWorkerProbe } from './worker-probe.ts';

// Runs inside a session with an unlocked Secret Service; command.ts starts it there.

/** A name that only the therapist may know; the tap looks for it. */
const pseudonym = 'Blue Heron';
// Enough frames for the tap, and no more: nobody looks at this one.
const controlTalkMs = 3000;

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    screenshots: { type: 'string' },
    /** How long the two talk. */
    seconds: { type: 'string', default: '10' },
    /** The client is in a browser, and not in the app for clients. */
    'browser-guest': { type: 'boolean', default: false },
  },
});
const guestKind = values['browser-guest'] ? 'browser' : 'app';
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
  const { chromium } = readParts();
  console.log('- the tap at the server is tried on a session in clear');
  const controlFolder = join(folder, 'control');
  const tapControl = await runControl({ folder: controlFolder, chromium, talkMs: controlTalkMs });
  const stage = await openDemoStage({
    folder,
    kind: guestKind,
    chromium,
    prepare: async (context) => {
      await installPeerProbe(context);
      await installWorkerProbe(context);
    },
  });
  const { host, guest, guestBrowser, dataFolder, plants } = stage;
  try {
    const marker = plants.therapist.text;
    const note = `Talked about the move. ${marker}`;
    const { words, workers, ...session } = await runSession({
      server: stage.server,
      therapist: host.page,
      guest: guest.page,
      follow: guest.follow,
      talkMs,
      pseudonym,
      note,
      screenshotsFolder: values.screenshots === undefined ? null : resolve(values.screenshots),
      tell: (step) => {
        console.log(`- ${step}`);
      },
    });
    const hitsWhileOpen = await countMarkerApart(marker, [folder], [process.pid]);
    await host.close();
    const { keychain, slips, ...vault } = await inspectVault(dataFolder, note);
    const hitsAfterwards = await countMarkerApart(marker, [folder], [process.pid]);
    console.log('- the tap tries to make something of what it heard at the server');
    const tap = reportTap(
      await judgeTap({
        tapped: stage.tap.tapped,
        plants,
        secrets: [pseudonym, words.therapist.join(' ')],
        decode: await openFrameDecoder(guestBrowser),
      }),
    );
    return {
      ...session,
      vault: { ...vault, plaintextHits: hitsWhileOpen + hitsAfterwards },
      keychain,
      host: 'preview',
      e2ee: reportEncryption({ guestKind, slips, words, workers, tap, tapControl }),
      versions: versions(guestBrowser),
    };
  } finally {
    await stage.close();
  }
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
