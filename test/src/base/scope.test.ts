import { describe, expect, it, vi } from 'vitest';
import { Scope } from '../../../src/base/scope.ts';

describe('Scope', () => {
  it('disposes last in, first out, and once', () => {
    const order: string[] = [];
    const scope = new Scope();
    scope.own(() => order.push('first'));
    scope.own(() => order.push('second'));
    scope.close();
    scope.close();
    expect(order).toEqual(['second', 'first']);
  });

  it('disposes at once of what arrives after it closed', () => {
    const scope = new Scope();
    scope.close();
    const late = vi.fn<() => void>();
    scope.own(late);
    expect(late).toHaveBeenCalledOnce();
  });

  it('closes children first and forgets a child that closed by itself', () => {
    const scope = new Scope();
    const child = scope.child();
    child.close();
    expect(scope.size).toBe(0);
  });

  it('runs every disposer even when one throws', () => {
    const scope = new Scope();
    const survivor = vi.fn<() => void>();
    scope.own(survivor);
    scope.own(() => {
      throw new Error('broken disposer');
    });
    expect(() => {
      scope.close();
    }).toThrow('broken disposer');
    expect(survivor).toHaveBeenCalledOnce();
  });
});
