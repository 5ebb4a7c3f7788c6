import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { makeCertificate } from '../../support/make-certificate.ts';
import { serverInside } from '../../support/stage-server.ts';
import { waysOf } from '../../support/ways-of.ts';

// coturn as docs/server.md says, and one line more: the SFU of this test is on loopback, which coturn passes nothing on to
// unless it is told that it may.

const reason = missingCallParts() ?? missingCoturn();
const secret = randomBytes(32).toString('hex');
const mediaServer = '127.0.0.1';
/** Of a page that is loaded again and finds its seat. */
const patient = { timeout: 15_000, interval: 200 };

describe.skipIf(reason !== null)(`a call through a real TURN server${skipNote(reason)}`, () => {
  let stage: CallStage;
  let coturn: Coturn;
  let certificates: string;

  beforeAll(async () => {
    certificates = mkdtempSync(join(tmpdir(), 'quietroom-turn-'));
    const tls = makeCertificate(certificates);
    const more = ['allow-loopback-peers'];
    coturn = await startCoturn({ secret, peer: mediaServer, tls, more });
    stage = await CallStage.open(
      (folder, config) => {
        const secretFile = join(folder, 'turn-secret');
        writeFileSync(secretFile, secret);
        const urls = [
          `turn:127.0.0.1:${coturn.port}?transport=udp`,
          `turns:127.0.0.1:${coturn.tlsPort}?transport=tcp`,
        ];
        return serverInside(folder, { ...config, turn: { urls, secretFile } });
      },
      // No authority vouches for the relay of a test; its key is known by its hash.
      [`--ignore-certificate-errors-spki-list=${tls.pin}`],
    );
  });

  afterEach(async () => {
    await stage.clear();
  });

  afterAll(async () => {
    await stage.close();
    await coturn.stop();
    rmSync(certificates, { recursive: true, force: true });
  });

  /** A guest who is let in, and has chosen the relay before. */
  async function guestByRelay(host: Page, how: { readonly relays?: 'turns' } = {}): Promise<Page> {
    const guest = await stage.openGuest(await startSession(host, stage), how);
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

  it('reaches it over TLS where nothing else gets through', async () => {
    const host = await stage.openHost();
    const guest = await guestByRelay(host, { relays: 'turns' });
    expect(await flows(host, guest)).toBe('both ways');
    expect(await waysOf(guest)).toMatchObject({
      candidates: ['relay'],
      relayed: ['tls'],
      selected: ['relay', 'relay'],
    });
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
