import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { computer } from '../../../../renderer/i18n/en-gb/computer.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import {
  adviceFirst,
  diskEncryption,
  okWords,
  recordDetail,
  recordWords,
} from '../../../../renderer/screens/therapist/computer-words.ts';
import type { ComputerState } from '../../../../renderer/view-models/computer-model.ts';
import type { PostureFinding, PostureRecord } from '../../../../src/contract/posture-calls.ts';

const words = createWords('en-GB', everyLine).t;
const disk: PostureFinding = { check: 'disk-encryption', state: 'ok' };
const lock: PostureFinding = { check: 'screen-lock', state: 'unknown' };
const wifi: PostureFinding & { state: 'advice' } = {
  check: 'network',
  state: 'advice',
  reason: 'open-wifi',
  programs: [],
};

function record(...findings: PostureFinding[]): PostureRecord {
  return { atMs: 1, system: 'macos', findings };
}

describe('the words about this computer', () => {
  it('begin with what needs a look', () => {
    expect(adviceFirst([disk, lock, wifi])).toEqual([wifi, disk, lock]);
  });

  it('say of a record what was to be told, and what could not be', () => {
    expect(recordWords(record(disk, lock), words)).toBe(
      'Everything that could be told was in order',
    );
    expect(recordWords(record(disk, wifi), words)).toBe('This Wi-Fi is open');
    expect(recordDetail(record(disk), words)).toBe('macOS');
    expect(recordDetail(record(disk, lock), words)).toBe(
      'macOS · could not be told: Lock of the screen',
    );
  });

  it('say of the disk that the vault lies on what was found, and nothing before', () => {
    const known = (...findings: PostureFinding[]): ComputerState => knownOn('windows', findings);
    const knownOn = (system: 'windows' | 'macos', findings: PostureFinding[]): ComputerState => ({
      phase: 'ready',
      posture: { system, checkedAtMs: 1, findings, required: [] },
      records: [],
      isLooking: false,
      failed: null,
    });
    const found = (computerState: ComputerState): string | null =>
      diskEncryption(computerState, words);
    expect(found({ phase: 'loading' })).toBeNull();
    expect(found({ phase: 'failed', code: 'internal' })).toBeNull();
    expect(found(known())).toBe(computer.notChecked);
    expect(found(known(lock, disk))).toBe('The disk is encrypted');
    expect(found(knownOn('macos', [lock, disk]))).toBe(computer.startupDiskOk);
    const check = 'disk-encryption';
    expect(found(known({ check, state: 'unknown' }))).toBe('Could not be told');
    expect(found(known({ check, state: 'not-verified' }))).toBe('Not verified on this system');
    const bare: PostureFinding = { ...wifi, check, reason: 'not-encrypted' };
    expect(found(known(bare))).toBe('The disk is not encrypted');
  });

  it('say of a Mac’s disk no more than that the startup disk is encrypted', () => {
    const ok = (system: 'linux' | 'macos', check: PostureFinding['check']): string =>
      okWords(check, system, words);
    expect(ok('linux', 'disk-encryption')).toBe(computer.check['disk-encryption'].ok);
    expect(ok('macos', 'disk-encryption')).toBe(computer.startupDiskOk);
    expect(ok('macos', 'screen-lock')).toBe(computer.check['screen-lock'].ok);
    expect(computer.startupDiskOk).not.toContain('your vault lies on is');
  });

  it('claim nowhere that somebody records or watches, or that nobody does', () => {
    const text = JSON.stringify(computer);
    expect(text).not.toMatch(
      /recorder (?:was )?(?:detected|found)|is recording|nobody (?:records|watches)/i,
    );
    expect(computer.advice.recorder.text).toContain('cannot be told');
    expect(computer.advice['remote-tool'].text).toContain('cannot be told');
    expect(computer.text).toContain('cannot be found out by any program');
  });
});
