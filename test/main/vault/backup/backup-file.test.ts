import { describe, expect, it } from 'vitest';
import { backupError } from '../../../../main/vault/backup/backup-file.ts';

function failureOf(code: string): Error {
  return Object.assign(new Error(`${code}: write '/home/somebody'`), { code, syscall: 'write' });
}

describe('what a folder for backups answers', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EFBIG', 'too-large'],
    ['EROFS', 'save-failed'],
    ['EACCES', 'save-failed'],
    ['ENOENT', 'save-failed'],
    ['ESTALE', 'save-failed'],
  ])('%s is told as %s, and without its path', (code, told) => {
    const error = backupError(failureOf(code));
    expect(error).toMatchObject({ code: told });
    expect(String(error)).not.toContain('somebody');
  });
});
