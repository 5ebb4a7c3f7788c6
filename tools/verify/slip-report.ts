import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';
import { verifySlip, type Blemish, type Verdict } from '../../src/crypto/attestation/slip.ts';

type Valid = Extract<Verdict, { valid: true }>;

/** What a blemish means, in a sentence for whoever holds the file. */
const blemishWords: Readonly<Record<Blemish, string>> = {
  'browser-guest':
    'A guest used a browser, whose code came from the server: not protected from the server.',
  'sent-in-clear': 'Somebody reports that something was sent unsealed.',
  'words-differ': 'Somebody said that the safety words differed.',
  'signature-missing': 'Not everybody has signed.',
  'report-missing': 'Somebody did not report, or could not check what was sent.',
  empty: 'Nobody came, or nothing was sent.',
};

const problemWords = {
  malformed: 'This is not a session slip, or it was changed.',
  'bad-signature': 'A signature does not hold: the slip was changed after it was signed.',
  'foreign-signature': 'Somebody has signed who was not in the session.',
} as const;

/** What `npm run verify` prints of a slip, and whether it holds. */
export function slipReport(bytes: Bytes): { readonly isValid: boolean; readonly text: string } {
  const verdict = verifySlip(bytes);
  if (!verdict.valid)
    return { isValid: false, text: `NOT VALID. ${problemWords[verdict.problem]}` };
  return { isValid: true, text: [...headOf(verdict), ...partiesOf(verdict)].join('\n') };
}

function headOf({ record, clean, blemishes }: Valid): readonly string[] {
  return [
    clean
      ? 'VALID and CLEAN: sealed from end to end all the time, as every party reports and has signed.'
      : 'VALID, NOT CLEAN:',
    ...blemishes.map((blemish) => `  - ${blemishWords[blemish]}`),
    `  room     ${toBase64Url(record.room)}`,
    `  from     ${new Date(record.start).toISOString()}`,
    `  to       ${new Date(record.end).toISOString()}`,
    `  suite    ${record.suite}`,
    `  keys     changed ${String(record.groups.reduce((sum, { epochs }) => sum + epochs.length, 0))} times in ${String(record.groups.length)} group(s)`,
    `  drops    ${String(record.drops.length)}`,
  ];
}

function partiesOf({ record, signedBy }: Valid): readonly string[] {
  const parties = [
    { identity: record.therapist, what: 'therapist' },
    ...record.guests.map(({ identity, kind, words }) => ({
      identity,
      what: `guest (${kind}, words ${words})`,
    })),
  ];
  return parties.flatMap(({ identity, what }) => {
    const id = toBase64Url(identity);
    const report = record.reports.find((one) => toBase64Url(one.identity) === id);
    return [
      `  ${what}`,
      `    fingerprint ${Buffer.from(fingerprintOfKey(identity)).toString('hex')}`,
      `    ${signedBy.includes(id) ? 'signed' : 'NOT signed'}`,
      report
        ? `    reported by it: capture ${report.capture}, recording ${report.recording}, app ${report.app}, ${report.runtime}, ${String(report.dropped)} frames without a key`
        : '    reported nothing',
    ];
  });
}
