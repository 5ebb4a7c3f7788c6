import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { RunningServer } from '../../server/start-server.ts';
import { GuestDriver } from './guest-driver.ts';
import { remoteFrameAtMs } from './frame-probe.ts';
import { readReception, type Reception } from './peer-probe.ts';
import { TherapistDriver } from './therapist-driver.ts';
import { confirmWords, readWords } from './words-driver.ts';
import { readWorkers, type WorkerTelling } from './worker-probe.ts';

export interface SessionParts {
  readonly server: RunningServer;
  readonly therapist: Page;
  readonly guest: Page;
  /** How the guest follows the link that the therapist sent; by its address when left out. */
  readonly follow?: (link: string) => Promise<unknown>;
  /** How long the two talk. */
  readonly talkMs: number;
  readonly pseudonym: string;
  readonly note: string;
  readonly screenshotsFolder: string | null;
  /** Says which step comes next. */
  readonly tell: (step: string) => void;
  /** Called while both still talk. */
  readonly beforeTheEnd?: () => Promise<void>;
}

export interface SessionOutcome {
  readonly joinMs: number | null;
  readonly therapist: Reception;
  readonly guest: Reception;
  readonly waitedForAdmission: boolean;
  readonly transportsBeforeAdmission: number;
  /** The safety words as each saw them. */
  readonly words: Readonly<Record<'therapist' | 'guest', readonly string[]>>;
  /** What the media workers of both had told when they stopped talking. */
  readonly workers: { readonly therapist: WorkerTelling; readonly guest: WorkerTelling };
}

/** One whole session between two pages that are open already, from the vault's first run to the goodbye. */
export async function runSession(parts: SessionParts): Promise<SessionOutcome> {
  const { server, tell } = parts;
  const therapist = new TherapistDriver(parts.therapist);
  const guest = new GuestDriver(parts.guest, parts.follow);
  const shoot = photographer(parts);

  tell('the therapist makes a vault and adds a client under a pseudonym');
  await therapist.createVault();
  await therapist.addClient(parts.pseudonym);
  await shoot('client', parts.therapist);

  tell('the therapist starts a session');
  const link = await therapist.startSession();
  await shoot('waiting-room-open', parts.therapist);

  tell('the guest opens the link, checks camera and microphone, and waits');
  await guest.open(link);
  await shoot('guest-devices', parts.guest);
  await guest.join();
  await therapist.waitForGuest();
  // Long enough for anything that should not happen before admission to happen.
  await delay(1000);
  const transportsBeforeAdmission = countGuestTransports(server);
  const waitedForAdmission = (await readReception(parts.guest)).framesDecoded === 0;
  await shoot('guest-waiting', parts.guest);
  await shoot('therapist-waiting', parts.therapist);

  tell('the therapist lets the guest in, both compare the safety words, and talk');
  const admittedAtMs = await therapist.admit();
  await guest.waitForCall();
  const words = await compareWords(parts, shoot);
  await delay(parts.talkMs / 2);

  tell('the therapist writes a note');
  await therapist.writeNote(parts.note);
  await delay(parts.talkMs / 2);
  await shoot('therapist-call', parts.therapist);
  await shoot('guest-call', parts.guest);
  await parts.beforeTheEnd?.();
  const receptions = {
    therapist: await readReception(parts.therapist),
    guest: await readReception(parts.guest),
  };
  const workers = {
    therapist: await readWorkers(parts.therapist),
    guest: await readWorkers(parts.guest),
  };
  const firstFrame = await remoteFrameAtMs(parts.guest);

  tell('the therapist ends the session');
  await therapist.endSession();
  await guest.waitForGoodbye();
  await shoot('therapist-ended', parts.therapist);
  await shoot('guest-goodbye', parts.guest);
  const joinMs = firstFrame === null ? null : Math.round(firstFrame - admittedAtMs);
  return { joinMs, ...receptions, waitedForAdmission, transportsBeforeAdmission, words, workers };
}

/** Each says what is so: whoever does not see the same four words does not confirm them. */
async function compareWords(
  { therapist, guest }: SessionParts,
  shoot: Photographer,
): Promise<SessionOutcome['words']> {
  const words = { therapist: await readWords(therapist), guest: await readWords(guest) };
  await shoot('therapist-words', therapist);
  await shoot('guest-words', guest);
  if (words.therapist.join() === words.guest.join()) {
    await confirmWords(therapist);
    await confirmWords(guest);
  }
  return words;
}

type Photographer = (name: string, page: Page) => Promise<void>;

function photographer({ screenshotsFolder }: SessionParts): Photographer {
  if (screenshotsFolder === null) return () => Promise.resolve();
  mkdirSync(screenshotsFolder, { recursive: true });
  return async (name, page) => {
    await page.screenshot({ path: join(screenshotsFolder, `${name}.png`) });
  };
}

/** Transports of everybody who was not let in yet, or was before it. */
function countGuestTransports(server: RunningServer): number {
  return server
    .inspect()
    .rooms.flatMap((room) => room.seats)
    .filter(({ role }) => role === 'guest')
    .reduce((sum, { transports }) => sum + transports, 0);
}
