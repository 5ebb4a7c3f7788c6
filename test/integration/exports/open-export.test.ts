import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createAgeSealing } from '../../../main/exports/age-sealing.ts';
import { recordPage } from '../../../src/domain/record-export/record-page.ts';
import { recordOf } from '../../support/export-record.ts';
import { addFile, fillVault, startExport } from '../../support/export-world.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeOpenVault } from '../../support/vault-fixture.ts';

const executablePath = process.env['QUIETROOM_CHROMIUM'] ?? '/usr/bin/chromium';

/** The age command, if there is one: nothing that Quietroom needs. */
const age = process.env['QUIETROOM_AGE'] ?? 'age';
const hasAge = runs(age, '--version') && runs('tar', '--version');

function runs(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function madeExport(sealing: ReturnType<typeof createAgeSealing>) {
  const { vault } = makeOpenVault();
  const { clientId } = fillVault(vault, 'mine');
  const picture = new Uint8Array(300_000).fill(7);
  addFile(vault, clientId, '../../drawing.png', picture);
  const attempt = await startExport(vault, { clientId, sealing });
  await attempt.made;
  return { ...attempt, picture };
}

function unpacked(folder: string): { readonly page: string; readonly picture: Buffer } {
  const record = join(folder, 'out/record');
  return {
    page: readFileSync(join(record, 'index.html'), 'utf8'),
    picture: readFileSync(join(record, 'files/file-0001.png')),
  };
}

const missing = 'no age and tar commands here (Debian: apt install age)';

describe('an export without Quietroom', () => {
  it('is opened by the age command with a key, as docs/exports.md says', async ({ skip }) => {
    if (!hasAge) skip(missing);
    const identity = await generateX25519Identity();
    const keys = [await identityToRecipient(identity)];
    const { folder, path, picture } = await madeExport(createAgeSealing({ kind: 'keys', keys }));
    writeFileSync(join(folder, 'key.txt'), `${identity}\n`);
    mkdirSync(join(folder, 'out'));
    execFileSync('sh', ['-c', `"$0" -d -i ../key.txt "$1" | tar x`, age, path], {
      cwd: join(folder, 'out'),
    });
    const found = unpacked(folder);
    expect(found.page).toContain('second words mine');
    expect(found.picture.equals(picture)).toBe(true);
  });

  // The command asks on a terminal; `script` gives it one.
  it('is opened by the age command with its words', async ({ skip }) => {
    if (!hasAge) skip(missing);
    if (!runs('script', '--version')) skip('no script command here, which gives it a terminal');
    const passphrase = 'seven-words-with-a-dash-between-each';
    const sealing = createAgeSealing({ kind: 'passphrase', passphrase });
    const { folder, path } = await madeExport(sealing);
    mkdirSync(join(folder, 'out'));
    const command = `${age} -d -o ${join(folder, 'out.tar')} ${path}`;
    execFileSync('script', ['-qec', command, '/dev/null'], { input: `${passphrase}\n` });
    execFileSync('tar', ['xf', join(folder, 'out.tar'), '-C', join(folder, 'out')]);
    expect(unpacked(folder).page).toContain('second words mine');
  });
});

describe('the page of a record in a browser', () => {
  it('shows what was typed as text, with its own style, and runs nothing', async () => {
    const folder = temporaryFolder();
    const attack = `</style></title><script>document.title='run'</script><img src=x onerror="document.title='run'">`;
    writeFileSync(join(folder, 'index.html'), recordPage(recordOf(attack)));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      expect(await page.title()).toBe('Your record');
      expect(await page.locator('script, img').count()).toBe(0);
      expect(await page.locator('h1').innerText()).toBe(attack);
      const border = await page
        .locator('article')
        .first()
        .evaluate((article) => getComputedStyle(article).borderTopStyle);
      expect(border).toBe('solid');
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
