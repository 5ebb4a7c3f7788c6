import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseNode } from '../../../tools/setup/pinned-node.mjs';

const root = join(import.meta.dirname, '../../..');

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

describe('chooseNode', () => {
  const hashes = { '24.1.0': { 'linux-x64': 'abc' } };

  it('takes the pinned binary where its hash is known', () => {
    const facts = { version: '24.1.0', platform: 'linux-x64', ownVersion: '20.0.0', hashes };
    expect(chooseNode(facts)).toEqual({ kind: 'pinned', sha256: 'abc' });
  });

  it('takes the pinned binary even when the running Node would do', () => {
    const facts = { version: '24.1.0', platform: 'linux-x64', ownVersion: '24.1.0', hashes };
    expect(chooseNode(facts).kind).toBe('pinned');
  });

  it('runs on the machine’s own Node of the same major version where no hash is known', () => {
    const facts = { version: '24.1.0', platform: 'darwin-arm64', ownVersion: '24.9.1', hashes };
    expect(chooseNode(facts)).toEqual({ kind: 'own' });
  });

  it('takes nothing unchecked: without a hash an older Node is refused', () => {
    const facts = { version: '24.1.0', platform: 'darwin-arm64', ownVersion: '20.9.1', hashes };
    expect(chooseNode(facts)).toEqual({ kind: 'none' });
    expect(chooseNode({ ...facts, platform: 'linux-x64', version: '24.2.0' })).toEqual({
      kind: 'none',
    });
  });

  it('has hashes for the version that package.json pins', () => {
    const { devDependencies } = readJson('package.json') as { devDependencies: { node: string } };
    const known = readJson('tools/setup/pinned-node.json') as Record<string, object>;
    expect(Object.keys(known)).toEqual([devDependencies.node]);
    expect(Object.keys(known[devDependencies.node] ?? {})).toContain('linux-x64');
    for (const hash of Object.values(known[devDependencies.node] ?? {})) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    }
  });
});
