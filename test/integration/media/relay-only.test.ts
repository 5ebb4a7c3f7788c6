import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import {
  admit,
  CallStage,
  flows,
  knock,
  missingCallParts,
  startSession,
  untilGuest,
} from '../../support/call-stage.ts';
import { missingCoturn, startCoturn, type Coturn } from '../../support/coturn.ts';
import { serverInside } from '../../support/stage-server.ts';

// coturn as docs/server.md says, and one line more: the SFU of this test is on loopback, which coturn passes nothing on to
// unless it is told that it may.

const reason = missingCallParts() ?? missingCoturn();
const secret = randomBytes(32).toString('hex');
const mediaServer = '127.0.0.1';
/** Of a page that is loaded again and finds its seat. */
const patient = { timeout: 15_000, interval: 200 };

/** What a page's connections have tried to be reached by, and what they use. */
interface Ways {
  readonly connections: number;
  readonly candidates: readonly string[];
  readonly selected: readonly string[];
  readonly bytesSent: number;
}

/** Asked of the browser, of every connection that the page has made and that had somebody at its other end. */
async function waysOf(page: Page): Promise<Ways> {
  return page.evaluate(async () => {
    const found = {
      connections: 0,
      candidates: new Set<string>(),
      selected: [] as string[],
      bytesSent: 0,
    };
    for (const connection of window.quietroomProbe?.connections ?? []) {
      if (connection.connectionState === 'closed') continue;
      found.connections += 1;
      const report: ReadonlyMap<string, Record<string, unknown>> = await connection.getStats();
      for (const entry of report.values()) {
        if (entry['type'] === 'local-candidate')
          found.candidates.add(String(entry['candidateType']));
        if (entry['type'] !== 'transport') continue;
        found.bytesSent += Number(entry['bytesSent']);
        const pair = report.get(String(entry['selectedCandidatePairId']));
        const local = report.get(String(pair?.['localCandidateId']));
        if (local) found.selected.push(String(local['candidateType']));
      }
    }
    return { ...found, candidates: [...found.candidates].toSorted() };
  });
}

describe.skipIf(reason !== null)(`a call through a real TURN server${skipNote(reason)}`, () => {
  let stage: CallStage;
  let coturn: Coturn;

  beforeAll(async () => {
    coturn = await startCoturn({ secret, peer: mediaServer, more: ['allow-loopback-peers'] });
    stage = await CallStage.open((folder, config) => {
      const secretFile = join(folder, 'turn-secret');
      writeFileSync(secretFile, secret);
      const urls = [`turn:127.0.0.1:${coturn.port}?transport=udp`];
      return serverInside(folder, { ...config, turn: { urls, secretFile } });
    });
  });

  afterEach(async () => {
    await stage.clear();
  });

  afterAll(async () => {
    await stage.close();
    await coturn.stop();
  });

  /** A guest who is let in, and has chosen the relay before. */
  async function guestByRelay(host: Page): Promise<Page> {
    const guest = await stage.openGuest(await startSession(host, stage));
    await guest.evaluate(() => window.callPage?.guest?.guest.relay?.setOnly(true));
    await knock(guest);
    await admit(host);
    return guest;
  }

  it('reaches the SFU by the relay alone for as long as the guest has chosen that', async () => {
    const host = await stage.openHost();
    const guest = await guestByRelay(host);
    expect(await flows(host, guest)).toBe('both ways');
    expect(await waysOf(guest)).toMatchObject({
      connections: 2,
      candidates: ['relay'],
      selected: ['relay', 'relay'],
    });
    const straight = expect.not.stringMatching('relay') as string;
    // The choice is this guest's: the therapist goes straight, offered the same relay.
    expect(await waysOf(host)).toMatchObject({ selected: [straight, straight] });
    await guest.reload();
    await expect
      .poll(() => waysOf(guest), patient)
      .toMatchObject({ candidates: ['relay'], selected: ['relay', 'relay'] });
    await guest.evaluate(() => window.callPage?.guest?.guest.relay?.setOnly(false));
    await guest.reload();
    await expect
      .poll(() => waysOf(guest), patient)
      .toMatchObject({ selected: [straight, straight] });
  });

  it('sends nothing when the relay does not answer, and tells the guest', async () => {
    await coturn.stop();
    const host = await stage.openHost();
    const guest = await guestByRelay(host);
    await untilGuest(guest, 'in-call');
    await guest.waitForTimeout(3_000);
    expect(await waysOf(guest)).toMatchObject({ candidates: [], selected: [], bytesSent: 0 });
    await untilGuest(guest, 'failed');
    expect(await guest.evaluate(() => window.callPage?.guest?.guest.state.get())).toEqual({
      phase: 'failed',
      code: 'relay-failed',
      retryable: true,
    });
  });
});
