import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageFile } from '../../../main/windows/page-files.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quietroom-pages-'));
  root = join(folder, 'page');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'index-B_x-1.js'), 'x;');
  writeFileSync(join(root, 'assets', 'notes.db'), 'x');
  writeFileSync(join(root, '.hidden.js'), 'x');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(root, 'link.js'));
  symlinkSync(folder, join(root, 'up'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('readPageFile', () => {
  it('answers the root with the page', async () => {
    const file = await readPageFile(root, '/');
    expect(file?.contentType).toBe('text/html; charset=utf-8');
    expect(new TextDecoder().decode(file?.bytes)).toBe('<!doctype html>');
  });

  it('serves a file below it by its type', async () => {
    const file = await readPageFile(root, '/assets/index-B_x-1.js');
    expect(file?.contentType).toBe('text/javascript; charset=utf-8');
  });

  it('works when the root itself is reached by a link', async () => {
    const link = join(folder, 'linked-root');
    symlinkSync(root, link);
    expect(await readPageFile(link, '/index.html')).not.toBeNull();
  });

  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/%2e%2e%2fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '//secret.js',
    '/./index.html',
    '/index.html/',
    '/index.html%00.js',
    '/index.html\0.js',
    '/.hidden.js',
    '/link.js',
    '/up/secret.js',
    '/assets',
    '/assets/notes.db',
    '/missing.js',
    'index.html',
    '',
  ])('refuses %j', async (path) => {
    expect(await readPageFile(root, path)).toBeNull();
  });
});
