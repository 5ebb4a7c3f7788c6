import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMsiProtocol } from '../../../tools/dist/msi-protocol.ts';

/** What electron-builder makes its project from. */
const template = join(
  dirname(createRequire(import.meta.url).resolve('app-builder-lib/package.json')),
  'templates/msi/template.xml',
);

describe('the links in an MSI', () => {
  let project: string;

  beforeEach(() => {
    project = join(mkdtempSync(join(tmpdir(), 'quietroom-msi-')), 'project.wxs');
  });

  afterEach(() => {
    rmSync(dirname(project), { recursive: true });
  });

  it('are known to everybody on the computer, and what is clicked is no switch', async () => {
    const before = readFileSync(template, 'utf8');
    writeFileSync(project, before);
    await addMsiProtocol(project);
    const after = readFileSync(project, 'utf8');
    expect(after).toContain('<RegistryKey Root="HKLM" Key="Software\\Classes\\quietroom">');
    expect(after).toContain('Value="&quot;[#mainExecutable]&quot; -- &quot;%1&quot;"');
    const added = after.length - before.length;
    const start = after.indexOf('      <Component Id="InviteLinks"');
    expect(after.slice(0, start - 1) + after.slice(start - 1 + added)).toBe(before);
  });

  it('are not left out in silence', async () => {
    writeFileSync(project, '<Wix/>');
    await expect(addMsiProtocol(project)).rejects.toThrow('no list of components');
  });
});
