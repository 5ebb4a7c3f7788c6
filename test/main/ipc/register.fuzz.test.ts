import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { register } from '../../../main/ipc/register.ts';
import type { Boundary } from '../../../src/contract/contract.ts';
import { guestIpcBoundary } from '../../../src/contract/guest-ipc.ts';
import { ipcBoundary } from '../../../src/contract/ipc.ts';
import { reportCampaign } from '../../fault/support/report-campaign.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { testOrigin, trustedSender, untrustedSenders } from '../../support/ipc-senders.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { callNamesOf, spyHandlers } from '../../support/spy-handlers.ts';

/** `QUIETROOM_INPUTS=10000` for a campaign. */
const inputsPerCall = Number(process.env['QUIETROOM_INPUTS'] ?? 2000);

/** Good values of everything that any call takes; a mutation of these gets further than noise. */
const goodFields: Readonly<Record<string, unknown>> = {
  clientId: testId(1),
  sessionId: testId(2),
  noteId: testId(3),
  pseudonym: 'Heron',
  phrase: 'two herons',
  revision: 0,
  text: 'text',
  origin: 'https://rooms.example',
  challenge: testBytes32(4),
  inviteId: testId(5),
  deviceKey: testBytes32(6),
  guestKind: 'app',
  record: 'AA',
  slip: 'AA',
  slipId: testId(7),
  fileId: testId(8),
  name: 'drawing.png',
  sizeBytes: 1,
  index: 0,
  bytes: 'AA',
  sha256: testBytes32(9),
  verdict: 'same',
  link: `quietroom://join/rooms.example/${testId<string>(7)}#1.x.y`,
  therapistFingerprint: testId(8),
  way: 'passphrase',
  passphrase: 'four words that nobody knows',
  recoveryKey: 'typed',
  setAside: true,
  kitNumber: '000000',
  adultInYear: 2031,
  reason: 'because nobody answers',
  field: 'name',
  cardReason: 'because nobody answers',
  fresh: true,
  checks: [],
  number: 1,
  stretch: { fromMs: 1, toMs: 2 },
  before: null,
  query: 'heron',
  page: 0,
  idleMinutes: 5,
  years: 7,
  minorUntilAge: 25,
  owesKit: true,
  downloadId: testId(10),
  lock: { kind: 'keys', keys: ['age1'], passphraseId: testId(11) },
  leftOut: { noteIds: [testId(12)], fileIds: [testId(13)], reason: 'because' },
  exportId: testId(14),
  work: 'backup',
  rule: 'warn',
  statement: {
    kind: 'credential',
    room: testId(9),
    notAfterS: 1,
    mlsSignatureKey: testBytes32(9),
    keyPackageRef: testBytes32(9),
  },
};

/** Names of everything that a schema takes, in whatever depth. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null || !('def' in schema)) return [];
  const def = schema.def as Readonly<Record<string, unknown>>;
  const shape = (def['shape'] ?? {}) as Readonly<Record<string, unknown>>;
  const inner = [def['innerType'], def['element'], ...((def['options'] ?? []) as unknown[])];
  return [...Object.keys(shape), ...[...Object.values(shape), ...inner].flatMap(fieldsOf)];
}

const badValue = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }),
  fc.constantFrom(
    null,
    undefined,
    -1,
    0.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    '',
    'x'.repeat(300_000),
    '\0',
    '../../etc/passwd',
    "' OR 1=1 --",
    '__proto__',
  ),
);

const mutatedData = fc
  .tuple(
    fc.subarray(Object.keys(goodFields)),
    fc.constantFrom(...Object.keys(goodFields), '__proto__', 'constructor', 'extra', ''),
    badValue,
  )
  .map(([names, changed, value]) =>
    Object.fromEntries([
      ...names.map((name) => [name, goodFields[name]] as const),
      [changed, value],
    ]),
  );

const badData = fc.oneof({ arbitrary: badValue, weight: 1 }, { arbitrary: mutatedData, weight: 2 });

// Generating is the slow part: one set of inputs serves every call.
const inputs = fc.sample(badData, { numRuns: inputsPerCall, seed: 20_240_607 });

/** Noise finds a good input now and then, `{}` above all; whether it is good, the contract decides. */
function isGood({ table }: Boundary, name: string, data: unknown): boolean {
  const shape = table[name];
  return shape?.kind === 'call' && shape.in.safeParse(data).success;
}

function gateOf(boundary: Boundary) {
  const { handlers, called } = spyHandlers(boundary);
  const log = recordingLog();
  return { receive: register({ boundary, handlers, rendererOrigin: testOrigin, log }), called };
}

const boundaries: readonly Boundary[] = [ipcBoundary, guestIpcBoundary];
const calls = boundaries.flatMap((boundary) =>
  callNamesOf(boundary).map((channel: string) => ({ boundary, channel })),
);

describe('the generator of inputs', () => {
  it('knows every field that any call takes, so that a new call is tried with more than noise', () => {
    const taken = boundaries.flatMap(({ table }) =>
      Object.values(table).flatMap((shape) => (shape.kind === 'call' ? fieldsOf(shape.in) : [])),
    );
    const known = [goodFields, ...Object.values(goodFields)].flatMap((value) =>
      Object.keys(typeof value === 'object' && value !== null ? value : {}),
    );
    expect([...new Set(taken)].filter((name) => !known.includes(name))).toEqual([]);
    expect(taken.length).toBeGreaterThan(50);
  });
});

describe.each(calls)('$channel', ({ boundary, channel }) => {
  const { protocol } = boundary;

  it(
    `does nothing on ${String(inputsPerCall)} bad inputs, and never throws`,
    { timeout: 30_000 },
    async () => {
      const { receive, called } = gateOf(boundary);
      const bad = inputs.filter((data) => !isGood(boundary, channel, data));
      // Most of them are bad, or the generator is broken.
      expect(bad.length).toBeGreaterThan(inputsPerCall * 0.9);
      const codes = new Set<string>();
      for (const data of bad) {
        const answer = await receive({ protocol, channel, data }, trustedSender);
        codes.add(answer.ok ? 'ok' : answer.error.code);
      }
      expect([...codes]).toEqual(['bad-request']);
      expect(called).toEqual([]);
      reportCampaign(`bad inputs: ${channel}`, { inputs: bad.length, effects: 0 });
    },
  );

  it('does nothing for anybody but our page, good input or bad', { timeout: 30_000 }, async () => {
    const { receive, called } = gateOf(boundary);
    const codes = new Set<string>();
    for (const [, sender] of untrustedSenders) {
      for (const data of [...inputs.slice(0, 500), {}, goodFields]) {
        const answer = await receive({ protocol, channel, data }, sender);
        codes.add(answer.ok ? 'ok' : answer.error.code);
      }
    }
    expect([...codes]).toEqual(['forbidden-sender']);
    expect(called).toEqual([]);
  });
});

describe.each([
  ['therapist', ipcBoundary],
  ['client', guestIpcBoundary],
])('the envelope of the %s’s app', (_whose, boundary) => {
  it('is refused in any other form, without an effect', { timeout: 30_000 }, async () => {
    const { receive, called } = gateOf(boundary);
    const codes = new Set<string>();
    for (const request of fc.sample(fc.anything(), { numRuns: inputsPerCall, seed: 1 })) {
      const answer = await receive(request, trustedSender);
      codes.add(answer.ok ? 'ok' : answer.error.code);
    }
    expect([...codes]).toEqual(['bad-request']);
    expect(called).toEqual([]);
  });
});
