import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DesktopSession } from '../../desktop/desktop-session.ts';
import { commandAs, giveTo, type OrdinaryUser } from '../../desktop/ordinary-user.ts';
import type { UnpackedApp } from '../../dist/unpacked-app.ts';
import { reportVariable, startMoments, type StartMoments } from './watched/start-moments.ts';

/** Two starts of an app: on a computer where it never ran, and once more. */
export interface StartSample {
  readonly first: MeasuredStart;
  readonly again: MeasuredStart;
}

/** One start. */
export interface MeasuredStart extends StartMoments {
  /** The system was asked for a process. Milliseconds since 1970. */
  readonly asked: number;
}

export interface StartStage {
  readonly desktop: DesktopSession;
  readonly user: OrdinaryUser | null;
}

/** Far longer than any start takes. */
const patienceMs = 60_000;

/** Starts a watched package twice in a home that nothing ran in before. */
export async function measureStarts(app: UnpackedApp, stage: StartStage): Promise<StartSample> {
  const home = mkdtempSync(join(stage.desktop.home, 'home-'));
  giveTo(stage.user, home);
  try {
    return { first: await startOnce(app, stage, home), again: await startOnce(app, stage, home) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function startOnce(
  { executable }: UnpackedApp,
  { desktop, user }: StartStage,
  home: string,
): Promise<MeasuredStart> {
  const folder = join(home, 'report');
  mkdirSync(folder, { recursive: true });
  giveTo(user, folder);
  const report = join(folder, 'moments.json');
  const [command, ...args] = [...commandAs(user, executable), '--lang=en-GB'];
  const asked = performance.timeOrigin + performance.now();
  const child = spawn(command, args, {
    env: { ...desktop.env, HOME: home, XDG_CONFIG_HOME: home, [reportVariable]: report },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const written: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const exited = once(child, 'exit');
  try {
    await untilThere(report, child, () => written.join(''));
    return { asked, ...startMoments.parse(JSON.parse(readFileSync(report, 'utf8'))) };
  } finally {
    child.kill();
    await exited;
    rmSync(report, { force: true });
  }
}

async function untilThere(
  file: string,
  child: Pick<ChildProcess, 'exitCode' | 'signalCode'>,
  output: () => string,
): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!existsSync(file)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the app ended (${child.exitCode ?? child.signalCode ?? ''}): ${output()}`);
    }
    if (performance.now() > giveUpAt) throw new Error(`the app never was usable: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // What is there may just be being written.
  await new Promise((resolve) => setTimeout(resolve, 50));
}
