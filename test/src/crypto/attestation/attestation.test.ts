import { beforeAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import { buildRecord, type GuestAccount } from '../../../../src/crypto/attestation/build-record.ts';
import { findDisagreements } from '../../../../src/crypto/attestation/disagreements.ts';
import {
  encodeRecord,
  encodeReport,
  parseRecord,
  parseReport,
  type AttestationRecord,
  type PartyReport,
} from '../../../../src/crypto/attestation/record.ts';
import {
  logEpoch,
  startLog,
  type SessionLog,
} from '../../../../src/crypto/attestation/session-log.ts';
import { encodeSlip, verifySlip } from '../../../../src/crypto/attestation/slip.ts';
import type { IdentitySigner } from '../../../../src/crypto/identity/identity-statement.ts';
import type { SessionEvent } from '../../../../src/crypto/session/output.ts';
import { newSigner } from '../../../support/identity.ts';
import { participantOf, World, type Guest } from '../../../support/session-world.ts';

let world: World;
let anna: Guest;
let hostLog: SessionLog;
let annasLog: SessionLog;
let now: number;

function logOf(signer: IdentitySigner, events: readonly SessionEvent[]): SessionLog {
  let log = startLog(world.room, participantOf(signer), now);
  for (const event of events) if (event.kind === 'epoch') log = logEpoch(log, event, now + 1000);
  return log;
}

function reportOf(signer: IdentitySigner, change: Partial<PartyReport> = {}): PartyReport {
  return {
    identity: signer.publicKey,
    app: '0.1.0',
    runtime: 'electron 45',
    capture: 'hidden',
    recording: 'none',
    dropped: 0,
    clear: [],
    ...change,
  };
}

beforeAll(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
  await world.admit(anna);
  await world.relay(null, await world.host.update());
  now = world.clock.now;
  hostLog = logOf(world.therapist, world.hostEvents);
  annasLog = logOf(anna.signer, anna.events);
});

const annasAccount = (): GuestAccount => ({
  participant: participantOf(anna.signer),
  kind: 'app',
  words: 'confirmed',
});

function recordWith(change: Partial<AttestationRecord> = {}): AttestationRecord {
  const built = buildRecord(hostLog, {
    endMs: now + 60_000,
    guests: [annasAccount()],
    drops: [{ participant: participantOf(anna.signer), fromMs: now + 5000, toMs: now + 6000 }],
    reports: [reportOf(world.therapist), reportOf(anna.signer)],
  });
  return { ...built, ...change };
}

async function sign(signer: IdentitySigner, record: Bytes) {
  return {
    identity: signer.publicKey,
    signature: await signer.sign({ kind: 'attestation', record }),
  };
}

async function slipOf(record: AttestationRecord, ...signers: readonly IdentitySigner[]) {
  const bytes = encodeRecord(record);
  return encodeSlip(bytes, await Promise.all(signers.map((signer) => sign(signer, bytes))));
}

const own = (change = {}) => ({
  log: annasLog,
  nowMs: now + 60_000,
  report: reportOf(anna.signer),
  guest: { kind: 'app', words: 'confirmed' } as const,
  ...change,
});

describe('an attestation record', () => {
  it('reads back, and so does a report', () => {
    expect(parseRecord(encodeRecord(recordWith()))).toEqual(recordWith());
    const report = reportOf(anna.signer, { clear: [{ from: 1, to: 2 }] });
    expect(parseReport(encodeReport(report))).toEqual(report);
  });

  it('holds no name and nothing but keys, hashes, times and counts', () => {
    const [group] = recordWith().groups;
    expect(group?.epochs.length).toBeGreaterThan(1);
    expect(group?.epochs.every(({ authenticator }) => authenticator.length === 32)).toBe(true);
  });

  it('agrees with the log of each side', () => {
    const bytes = encodeRecord(recordWith());
    expect(findDisagreements(bytes, own())).toEqual([]);
    const host = { log: hostLog, report: reportOf(world.therapist), guest: null };
    expect(findDisagreements(bytes, own(host))).toEqual([]);
  });

  const otherEpochs = (): AttestationRecord['groups'] =>
    recordWith().groups.map((group) => ({
      ...group,
      epochs: group.epochs.map((epoch) => ({ ...epoch, authenticator: new Uint8Array(32) })),
    }));

  it.each([
    ['room', () => ({ room: new Uint8Array(16) })],
    ['therapist', () => ({ therapist: anna.signer.publicKey })],
    ['times', () => ({ end: now + 60 * 60_000 })],
    ['times', () => ({ start: now + 150_000, end: now + 170_000 })],
    ['times', () => ({ start: now + 90_000, end: now + 60_000 })],
    ['epochs', () => ({ groups: otherEpochs() })],
    ['epochs', () => ({ groups: [] })],
    ['admission', () => ({ guests: [] })],
    ['admission', () => ({ guests: [...recordWith().guests, ...recordWith().guests] })],
    ['report', () => ({ reports: [] })],
    ['report', () => ({ reports: [reportOf(anna.signer, { dropped: 1 })] })],
    ['report', () => ({ reports: [reportOf(anna.signer), reportOf(anna.signer)] })],
  ] as const)('is not signed when it differs in %s', (what, change) => {
    const bytes = encodeRecord(recordWith(change()));
    expect(findDisagreements(bytes, own())).toContain(what);
  });

  it.each([
    ['kind', { kind: 'browser' }],
    ['words', { words: 'confirmed' }],
    ['admission', { admitted: [1] }],
  ] as const)('is not signed by a guest whose own account differs in %s', (what, change) => {
    const guests = recordWith().guests.map((guest) => ({ ...guest, ...change }));
    const account = own({ guest: { kind: 'app', words: 'not-compared' } });
    expect(findDisagreements(encodeRecord(recordWith({ guests })), account)).toContain(what);
  });

  it('is not signed when it cannot be read', () => {
    expect(findDisagreements(new Uint8Array([0xa0]), own())).toEqual(['unreadable']);
  });
});

describe('a slip', () => {
  it('signed by both is valid and clean', async () => {
    const slip = await slipOf(recordWith(), world.therapist, anna.signer);
    expect(verifySlip(slip)).toMatchObject({ valid: true, clean: true, blemishes: [] });
  });

  it('with one changed byte of its record is not valid', async () => {
    const slip = await slipOf(recordWith(), world.therapist, anna.signer);
    const end = encodeRecord(recordWith());
    const at = Buffer.from(slip).indexOf(Buffer.from(end)) + end.indexOf(0x65) + 5;
    slip[at] = (slip[at] ?? 0) ^ 1;
    expect(verifySlip(slip).valid).toBe(false);
  });

  it('with a signature of somebody else is not valid', async () => {
    const slip = await slipOf(recordWith(), world.therapist, newSigner());
    expect(verifySlip(slip)).toEqual({ valid: false, problem: 'foreign-signature' });
  });

  it('with a signature over another record is not valid', async () => {
    const other = await sign(anna.signer, encodeRecord(recordWith({ end: now + 1 })));
    const slip = encodeSlip(encodeRecord(recordWith()), [other]);
    expect(verifySlip(slip)).toEqual({ valid: false, problem: 'bad-signature' });
  });

  it('with the same signer twice is malformed', async () => {
    const slip = await slipOf(recordWith(), world.therapist, world.therapist);
    expect(verifySlip(slip)).toEqual({ valid: false, problem: 'malformed' });
  });

  it.each([
    ['browser-guest', { guests: 'browser' }],
    ['sent-in-clear', { clear: true }],
    ['words-differ', { guests: 'different' }],
    ['report-missing', { reports: true }],
    ['empty', { groups: true }],
  ] as const)('is never clean with %s', async (blemish, kind) => {
    const base = recordWith();
    const change = 'guests' in kind ? kind.guests : '';
    const guests = base.guests.map((guest) => ({
      ...guest,
      ...(change === 'browser' ? { kind: change } : {}),
      ...(change === 'different' ? { words: change } : {}),
    }));
    const reports =
      'reports' in kind
        ? base.reports.slice(0, 1)
        : base.reports.map((report) =>
            'clear' in kind ? { ...report, clear: [{ from: now, to: now + 1000 }] } : report,
          );
    const groups = 'groups' in kind ? [] : base.groups;
    const record = recordWith({ guests, reports, groups });
    const slip = await slipOf(record, world.therapist, anna.signer);
    expect(verifySlip(slip)).toMatchObject({ valid: true, clean: false, blemishes: [blemish] });
  });

  it('that one side did not sign is valid and not clean', async () => {
    const slip = await slipOf(recordWith(), world.therapist);
    expect(verifySlip(slip)).toMatchObject({ clean: false, blemishes: ['signature-missing'] });
  });

  it('a credential’s or a rejoin’s signature is none under a record', async () => {
    const record = encodeRecord(recordWith());
    const statement = {
      kind: 'rejoin',
      room: record.slice(0, 16),
      challenge: record.slice(16, 48),
      keyPackageRef: record.slice(48),
    } as const;
    const signature = await anna.signer.sign(statement);
    const slip = encodeSlip(record, [{ identity: anna.signer.publicKey, signature }]);
    expect(verifySlip(slip)).toEqual({ valid: false, problem: 'bad-signature' });
  });
});
