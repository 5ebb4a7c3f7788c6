import type { TFunction } from 'i18next';
import { assertNever } from '../../../src/base/assert-never.ts';
import type {
  Posture,
  PostureFinding,
  PostureRecord,
} from '../../../src/contract/posture-calls.ts';
import type { ComputerState } from '../../view-models/computer-model.ts';

/** What needs a look first, and otherwise in the order that they have. */
export function adviceFirst(findings: readonly PostureFinding[]): readonly PostureFinding[] {
  const isAdvice = ({ state }: PostureFinding): boolean => state === 'advice';
  return [...findings.filter(isAdvice), ...findings.filter((finding) => !isAdvice(finding))];
}

/** What is well, in words: no more than was looked at. */
export function okWords(
  check: PostureFinding['check'],
  system: Posture['system'],
  words: TFunction,
): string {
  return words(
    isStartupDisk(check, system) ? 'computer.startupDiskOk' : `computer.check.${check}.ok`,
  );
}

/** FileVault is of that disk, wherever the vault lies. */
function isStartupDisk(check: PostureFinding['check'], system: Posture['system']): boolean {
  return check === 'disk-encryption' && system === 'macos';
}

/** What is known of the encryption of the disk that the vault lies on; null while that is read, or could not be. */
export function diskEncryption(computer: ComputerState, words: TFunction): string | null {
  if (computer.phase !== 'ready') return null;
  const { findings, system } = computer.posture;
  const found = findings.find(({ check }) => check === 'disk-encryption');
  if (!found) return words('computer.notChecked');
  switch (found.state) {
    case 'ok':
      return isStartupDisk(found.check, system)
        ? words('computer.startupDiskOk')
        : words('vaultSecurity.file.diskEncrypted');
    case 'advice':
      return words(`computer.advice.${found.reason}.title`);
    case 'unknown':
    case 'not-verified':
      return words(`computer.state.${found.state}`);
    default:
      return assertNever(found, 'finding');
  }
}

/** A record in one sentence: what was to be told, or that nothing was. */
export function recordWords({ findings }: PostureRecord, words: TFunction): string {
  const advice = findings.flatMap((finding) =>
    finding.state === 'advice' ? [words(`computer.advice.${finding.reason}.title`)] : [],
  );
  return advice.length === 0 ? words('computer.record.allInOrder') : advice.join(' · ');
}

/** The system, and what could not be told then. */
export function recordDetail({ system, findings }: PostureRecord, words: TFunction): string {
  const untold = findings
    .filter(({ state }) => state === 'unknown' || state === 'not-verified')
    .map(({ check }) => words(`computer.check.${check}.title`));
  const parts: string[] = [words(`computer.system.${system}`)];
  if (untold.length > 0) {
    parts.push(words('computer.record.someUnknown', { checks: untold.join(', ') }));
  }
  return parts.join(' · ');
}
