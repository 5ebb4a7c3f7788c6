import type { Bytes } from '../../src/base/bytes.ts';
import {
  verifyCertificate,
  type DestructionBody,
} from '../../src/crypto/attestation/destruction-certificate.ts';
import { fingerprintOfKey } from '../../src/crypto/identity/fingerprint.ts';

/** What a destruction did not reach, in a sentence for whoever holds the certificate. */
const notCoveredWords: Readonly<Record<DestructionBody['notCovered'][number], string>> = {
  'copied-keyrings': 'copies of an earlier keyring, or of the whole folder',
  'earlier-backup-folders':
    'folders that backups went to before, and that were not in use any more',
  'raw-copies-with-vault-key':
    'raw copies of the database from before, together with its vault key: the pseudonym, times, and words of an index',
  'copies-inside-the-disk': 'copies that the disk keeps by itself (flash memory, snapshots)',
  'backup-folder-away':
    'the folder of backups, which was not there or could not be written to: until the next backup in it, the keyring there has the key',
};

/** What `npm run verify -- certificate FILE` prints, and whether it holds. */
export function certificateReport(bytes: Bytes): {
  readonly isValid: boolean;
  readonly text: string;
} {
  const found = verifyCertificate(bytes);
  if (!found) {
    return { isValid: false, text: 'NOT VALID. This is no certificate, or it was changed.' };
  }
  const { therapist, client, begun, completed, early, counts, notCovered } = found;
  const text = [
    'VALID: signed by the key below, which says that it destroyed what it kept of a client.',
    `  signed by   ${hex(fingerprintOfKey(therapist))}`,
    `  client      ${hex(client)} (SHA-256 of a random id)`,
    `  begun       ${new Date(begun).toISOString()}`,
    `  completed   ${new Date(completed).toISOString()}`,
    `  when        ${early ? 'before the period of retention had ended, for a written reason' : 'after the period of retention'}`,
    ...Object.entries(counts).map(([what, count]) => `  ${what.padEnd(11)} ${String(count)}`),
    '  NOT covered:',
    ...notCovered.map((what) => `    - ${notCoveredWords[what]}`),
  ];
  return { isValid: true, text: text.join('\n') };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
