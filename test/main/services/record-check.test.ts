import { describe, expect, it } from 'vitest';
import { contradictsVault, type KnownSession } from '../../../main/services/record-check.ts';
import type { AttendingDevice } from '../../../main/vault/tables/session-devices-table.ts';
import type { RoomId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { AttestedGuest, PartyReport } from '../../../src/crypto/attestation/record.ts';
import { attestedGuest, emptyRecord } from '../../support/attestation.ts';
import { testId } from '../../support/fake-ids.ts';

const minuteMs = 60_000;
const startedAtMs = 1_700_000_000_000;
const nowMs = startedAtMs + 50 * minuteMs;
const roomId = testId<RoomId>(3);
const room = decodeChecked(roomId);
const deviceKey = new Uint8Array(32).fill(7);

function known(...devices: readonly Partial<AttendingDevice>[]): KnownSession {
  return {
    session: {
      sessionId: testId(1),
      clientId: testId(2),
      roomId,
      serverOrigin: 'https://rooms.example',
      startedAtMs,
    },
    devices: devices.map((device) => ({ deviceKey, guestKind: 'app', words: null, ...device })),
    clear: [],
    nowMs,
  };
}

const record = emptyRecord({ room, start: startedAtMs, end: nowMs });

describe('contradictsVault', () => {
  it('finds nothing in a record of this session', () => {
    expect(contradictsVault(record, known())).toBe(false);
  });

  it.each([
    ['another room', { room: new Uint8Array(16) }],
    ['a start before the session', { start: startedAtMs - 3 * minuteMs }],
    ['an end that is still to come', { end: nowMs + 3 * minuteMs }],
    ['an end before the start', { start: nowMs, end: nowMs - 1 }],
  ])('finds %s', (_what, change) => {
    expect(contradictsVault({ ...record, ...change }, known())).toBe(true);
  });

  it('allows for clocks that are a little apart, and for a start after a restart', () => {
    for (const change of [
      { start: startedAtMs - minuteMs },
      { end: nowMs + minuteMs },
      { start: nowMs - minuteMs },
    ]) {
      expect(contradictsVault({ ...record, ...change }, known())).toBe(false);
    }
  });

  it('finds that our report says nothing of what left unsealed, or something else', () => {
    const knownClear = { ...known(), clear: [{ fromMs: 100, toMs: 200 }] };
    const report = (clear: PartyReport['clear'], identity = record.therapist): PartyReport => ({
      identity,
      app: '',
      runtime: '',
      capture: 'unknown',
      recording: 'unknown',
      dropped: 0,
      clear,
    });
    const told = [{ from: 100, to: 200 }];
    const hidden: readonly (readonly PartyReport[])[] = [
      [],
      [report([])],
      [report([{ from: 101, to: 300 }])],
      // What a guest says of itself says nothing of us.
      [report([]), report(told, deviceKey)],
    ];
    for (const reports of hidden) {
      expect(contradictsVault({ ...record, reports: [...reports] }, knownClear)).toBe(true);
    }
    for (const clear of [told, [{ from: 50, to: 150 }], [...told, { from: 1, to: 2 }]]) {
      expect(contradictsVault({ ...record, reports: [report(clear)] }, knownClear)).toBe(false);
    }
    expect(contradictsVault({ ...record, reports: [report(told)] }, known())).toBe(false);
  });

  type Case = readonly [string, Partial<AttestedGuest>, Partial<AttendingDevice> | null];

  it.each<Case>([
    ['a browser that is called an app', { kind: 'app' }, { guestKind: 'browser' }],
    ['an app that is called a browser', { kind: 'browser' }, { guestKind: 'app' }],
    ['words confirmed that nobody judged', { words: 'confirmed' }, {}],
    ['words confirmed that differed', { words: 'confirmed' }, { words: 'different' }],
    ['words that differed, passed over', { words: 'not-compared' }, { words: 'different' }],
    ['words confirmed with a stranger', { words: 'confirmed' }, null],
  ])('finds %s', (_what, guest, device) => {
    const guests = [attestedGuest({ identity: deviceKey, ...guest })];
    const devices = device ? [{ deviceKey: new Uint8Array(32) }, device] : [];
    expect(contradictsVault({ ...record, guests }, known(...devices))).toBe(true);
  });

  it.each<Case>([
    ['words confirmed', { words: 'confirmed' }, { words: 'same' }],
    ['words that differed', { words: 'different' }, { words: 'different' }],
    ['words that differed before they were the same', { words: 'different' }, { words: 'same' }],
    ['words of a later admission that nobody compared', {}, { words: 'same' }],
    ['a browser', { kind: 'browser' }, { guestKind: 'browser' }],
    ['somebody whose seat was never bound', {}, null],
  ])('lets %s be', (_what, guest, device) => {
    const guests = [attestedGuest({ identity: deviceKey, ...guest })];
    expect(contradictsVault({ ...record, guests }, known(...(device ? [device] : [])))).toBe(false);
  });
});
