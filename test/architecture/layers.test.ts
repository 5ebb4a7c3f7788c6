import { describe, expect, it } from 'vitest';
import { packageOf, readImports, type Import } from './import-graph.ts';
import { checkedRoots, layers, type Layer } from './layers.ts';

const imports = readImports(checkedRoots);

function layerOf(file: string): Layer | undefined {
  return layers
    .filter((layer) => file.startsWith(`${layer.folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

function isAllowed({ from, to, isOwn }: Import, layer: Layer): boolean {
  if (isOwn) {
    if (layerOf(to)?.folder === layer.folder) return true;
    return layer.folders.some((folder) => to.startsWith(`${folder}/`));
  }
  // What a file looks like is never a matter of layers.
  if (from.startsWith('renderer/') && to.endsWith('.css')) return true;
  const name = packageOf(to);
  return layer.packages.includes(name.startsWith('node:') ? 'node:*' : name);
}

describe('layers', () => {
  it('sees the imports', () => {
    expect(imports.length).toBeGreaterThan(20);
  });

  it('every file belongs to a layer', () => {
    expect(imports.map(({ from }) => from).filter((file) => !layerOf(file))).toEqual([]);
  });

  it('every import follows an arrow of the table', () => {
    const broken = imports.filter((one) => {
      const layer = layerOf(one.from);
      return !layer || !isAllowed(one, layer);
    });
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('no page loads zod before it is told what the security policy allows', () => {
    const direct = imports.filter(
      ({ from, to, isTypeOnly }) =>
        !isTypeOnly && packageOf(to) === 'zod' && /^(?:src|renderer)\//u.test(from),
    );
    expect([...new Set(direct.map(({ from }) => from))]).toEqual(['src/contract/zod.ts']);
  });

  it("the therapist's main thread reaches neither the vault nor the keychain", () => {
    const reached = new Set(['main/index.ts']);
    for (const file of reached) {
      for (const { from, to, isTypeOnly } of imports) {
        if (from === file && !isTypeOnly) reached.add(to);
      }
    }
    expect(reached).toContain('main/worker/hosted-main-side.ts');
    // What blocks belongs into the thread that the main thread only starts.
    const blocking = /^main\/(?:vault|services)\/|keychain|better-sqlite3|keyring/u;
    expect([...reached].filter((name) => blocking.test(name))).toEqual([]);
  });

  it('refuses an arrow that is not in the table', () => {
    const server = layers.find(({ folder }) => folder === 'server/room');
    const toCrypto = {
      from: 'server/room/a.ts',
      to: 'src/crypto/b.ts',
      isOwn: true,
      isTypeOnly: true,
    };
    expect(server && isAllowed(toCrypto, server)).toBe(false);
  });
});
