import type { Proposal } from 'ts-mls/proposal.js';
import { toLeafIndex } from 'ts-mls/treemath.js';
import { describe, expect, it } from 'vitest';
import { CommitGate, isTransitional } from '../../../../src/crypto/mls/commit-rules.ts';

// Only the kind of a proposal matters here, so that the Adds carry nothing.
const add = { proposalType: 'add', add: {} } as unknown as Proposal;
const psk = { proposalType: 'psk', psk: {} } as unknown as Proposal;
const remove = (removed: number): Proposal => ({ proposalType: 'remove', remove: { removed } });

function judge(proposals: readonly Proposal[], leaf: number | null = 0): CommitGate {
  const gate = new CommitGate();
  const senderLeafIndex = leaf === null ? undefined : toLeafIndex(leaf);
  gate.callback({
    kind: 'commit',
    senderLeafIndex,
    proposals: proposals.map((proposal) => ({ proposal, senderLeafIndex })),
  });
  return gate;
}

describe('the rules for Commits', () => {
  it.each([
    ['an empty one', [], { adds: 0, removes: [], psks: 0 }],
    ['a join', [add, psk], { adds: 1, removes: [], psks: 1 }],
    ['a removal', [remove(3)], { adds: 0, removes: [3], psks: 0 }],
    ['a rejoin', [remove(3), add, psk], { adds: 1, removes: [3], psks: 1 }],
  ] as const)('allow %s', (_what, proposals, summary) => {
    expect(judge(proposals).summary()).toEqual(summary);
  });

  it.each([
    ['an Add without a PSK', [add]],
    ['a PSK without an Add', [psk]],
    ['two joins', [add, psk, add, psk]],
    ['two removals', [remove(1), remove(2)]],
    ['removing the therapist', [remove(0)]],
    ['an Update', [{ proposalType: 'update', update: {} } as unknown as Proposal]],
    [
      'an external init',
      [{ proposalType: 'external_init', externalInit: {} } as unknown as Proposal],
    ],
    ['something unknown', [{ proposalType: 0xf0ff, proposalData: new Uint8Array() }]],
  ] as [string, Proposal[]][])('forbid %s', (_what, proposals) => {
    expect(() => judge(proposals).summary()).toThrow('forbidden-commit');
  });

  it.each([1, 15, null])('allow nothing of leaf %s', (leaf) => {
    expect(() => judge([], leaf).summary()).toThrow('foreign-commit');
  });

  it('allow no proposal message, whoever sends it', () => {
    for (const senderLeafIndex of [0, 1]) {
      const gate = new CommitGate();
      const proposal = { proposal: add, senderLeafIndex };
      expect(gate.callback({ kind: 'proposal', proposal })).toBe('reject');
      expect(() => gate.summary()).toThrow('not-in-protocol');
    }
  });

  it('know nothing of a Commit that was never judged', () => {
    expect(() => new CommitGate().summary()).toThrow('not-authentic');
  });

  it('find only an Add without a Remove transitional', () => {
    expect(isTransitional({ adds: 1, removes: [], psks: 1 })).toBe(true);
    expect(isTransitional({ adds: 1, removes: [2], psks: 1 })).toBe(false);
    expect(isTransitional({ adds: 0, removes: [], psks: 0 })).toBe(false);
  });
});
