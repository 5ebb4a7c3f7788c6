import { describe, expect, it } from 'vitest';
import { readImports } from './import-graph.ts';
import { checkedRoots } from './layers.ts';

/** Strongly connected groups of more than one file, or a file that imports itself (Tarjan's algorithm). */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (node: string): void => {
    const index = order.size;
    order.set(node, index);
    lowest.set(node, index);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) {
        lowest.set(node, Math.min(lowest.get(node) ?? index, lowest.get(next) ?? index));
      }
    }
    if (lowest.get(node) !== index) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1 || edges.get(node)?.includes(node)) cycles.push(group);
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return cycles;
}

describe('cycles', () => {
  it('no file reaches itself by imports that run', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, isOwn, isTypeOnly } of readImports(checkedRoots)) {
      if (isOwn && !isTypeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
    }
    expect(findCycles(edges)).toEqual([]);
  });

  it('finds a cycle where there is one', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(findCycles(edges)).toHaveLength(1);
  });
});
