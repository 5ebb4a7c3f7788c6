import { beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../../src/base/base64url.ts';
import type { PushData } from '../../../../src/contract/contract.ts';
import type { MediaWorker, SelfDescription } from '../../../../src/contract/media-worker.ts';
import { slipRecord } from '../../../../src/crypto/attestation/slip.ts';
import { parseRecord } from '../../../../src/crypto/attestation/record.ts';
import { BenchSession, type BenchWorker } from '../../../support/worker-bench.ts';

type Capture = SelfDescription['capture'];

let session: BenchSession;
let host: ReturnType<typeof watch>;
let guest: ReturnType<typeof watch>;

function watch({ client }: BenchWorker) {
  const seen = {
    state: null as PushData<MediaWorker, 'session.state'> | null,
    rules: [] as string[],
    refused: [] as string[],
    /** What is known of the other one. */
    other: () => seen.state?.members.find(({ isSelf }) => !isSelf)?.capture,
  };
  client.on('session.state', (state) => {
    seen.state = state;
  });
  client.on('session.rule', ({ rule }) => void seen.rules.push(rule));
  client.on('session.refused', ({ reason }) => void seen.refused.push(reason));
  return seen;
}

async function describeAs({ client }: BenchWorker, capture: Capture): Promise<void> {
  const self = { app: '0.1.0', runtime: 'test', recording: 'none' } as const;
  await client.call('session.describe', { ...self, capture });
}

beforeEach(async () => {
  session = new BenchSession('app');
  await session.start();
  [host, guest] = [watch(session.host), watch(session.guest)];
  await describeAs(session.host, 'hidden');
  await describeAs(session.guest, 'visible');
});

describe('what an app reports of its window', () => {
  it('is in the knock, before anybody is let in', async () => {
    expect(await session.knock()).toMatchObject({ verdict: 'opened', capture: 'visible' });
  });

  it('is not believed of a browser, whose page could say anything', async () => {
    session = new BenchSession('browser');
    await session.start();
    host = watch(session.host);
    await describeAs(session.guest, 'hidden');
    expect(await session.knock()).toMatchObject({ guestKind: 'browser', capture: 'unknown' });
    await session.admit();
    expect(host.other()).toBe('unknown');
  });

  it('is told to each other after the join, and of oneself known at once', async () => {
    await session.admit();
    expect(host.other()).toBe('visible');
    expect(guest.other()).toBe('hidden');
    expect(guest.state?.members.find(({ isSelf }) => isSelf)?.capture).toBe('visible');
    expect([host.refused, guest.refused]).toEqual([[], []]);
  });

  it('is told again when it changes, on either side', async () => {
    await session.admit();
    await describeAs(session.host, 'visible');
    await describeAs(session.guest, 'hidden');
    await session.deliver();
    expect(guest.other()).toBe('visible');
    expect(host.other()).toBe('hidden');
  });

  it('is told again to a therapist whose app started again', async () => {
    await session.admit();
    await session.restartHost();
    const again = watch(session.host);
    // The next state that it tells: it has followed the guest in.
    await session.pass(6_000);
    await describeAs(session.guest, 'impossible');
    await session.deliver();
    expect(again.other()).toBe('impossible');
  });

  it('stays in the record as the worst of the session', async () => {
    await session.admit();
    await describeAs(session.guest, 'hidden');
    await describeAs(session.host, 'unknown');
    await describeAs(session.host, 'hidden');
    await session.deliver();
    const asked = session.host.client.call('host.attest', {});
    for (let attempt = 0; attempt < 4; attempt += 1) await session.pass(1_000);
    const { slip } = await asked;
    const record = slip && parseRecord(slipRecord(slip) ?? new Uint8Array());
    const reported = record?.reports.map(({ identity, capture }) => [
      toBase64Url(identity),
      capture,
    ]);
    expect(Object.fromEntries(reported ?? [])).toEqual({
      [toBase64Url(session.signer.publicKey)]: 'unknown',
      [toBase64Url(session.guestSigner.publicKey)]: 'visible',
    });
  });
});

describe('the rule for windows that are not hidden', () => {
  it('is told to whoever comes in, and after each change', async () => {
    await session.host.client.call('host.set-rule', { rule: 'audio-only' });
    await session.admit();
    expect(guest.rules).toEqual(['audio-only']);
    await session.host.client.call('host.set-rule', { rule: 'warn' });
    await session.deliver();
    expect(guest.rules).toEqual(['audio-only', 'warn']);
  });
});
