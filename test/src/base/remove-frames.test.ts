import { afterEach, describe, expect, it, vi } from 'vitest';
import { removeFrames } from '../../../src/base/remove-frames.ts';

class Documents {
  createElement(...given: unknown[]): unknown[] {
    return given;
  }
  createElementNS(...given: unknown[]): unknown[] {
    return given;
  }
}
class Implementations {
  createDocument(): void {}
  createHTMLDocument(): void {}
}

afterEach(() => {
  vi.unstubAllGlobals();
});

function page(): Documents {
  class Own extends Documents {}
  // Of each test its own: what is taken away stays away.
  for (const name of ['createElement', 'createElementNS'] as const) {
    Object.defineProperty(Own.prototype, name, {
      value: Documents.prototype[name],
      configurable: true,
      writable: true,
    });
  }
  vi.stubGlobal('Document', Own);
  vi.stubGlobal('DOMImplementation', Implementations);
  vi.stubGlobal('customElements', {});
  vi.stubGlobal('XMLHttpRequest', Documents);
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- As the preload hands it over.
  const run = new Function(`(${removeFrames.toString()})()`) as () => void;
  run();
  return new Own();
}

describe('a page without frames', () => {
  it.each(['iframe', 'IFRAME', 'frame', 'frameset', 'object', 'embed', 'webview', 'fencedframe'])(
    'makes no %s',
    (name) => {
      const made = page();
      expect(() => made.createElement(name)).toThrow(TypeError);
      expect(() => made.createElementNS('http://www.w3.org/1999/xhtml', name)).toThrow(TypeError);
      expect(() => made.createElementNS(null, `x:${name}`)).toThrow(TypeError);
    },
  );

  it('makes everything else as before, with all that it was given', () => {
    const made = page();
    expect(made.createElement('div')).toEqual(['div']);
    expect(made.createElement('link', { is: 'x' })).toEqual(['link', { is: 'x' }]);
    expect(made.createElementNS('http://www.w3.org/2000/svg', 'g')).toEqual([
      'http://www.w3.org/2000/svg',
      'g',
    ]);
    expect(made.createElement()).toEqual([]);
  });

  it('asks once what something is called', () => {
    const names = ['div', 'iframe'];
    expect(page().createElement({ toString: () => names.shift() })).toEqual(['div']);
  });

  it('has no other way to one', () => {
    page();
    expect('customElements' in globalThis).toBe(false);
    expect('XMLHttpRequest' in globalThis).toBe(false);
    expect(Reflect.ownKeys(Implementations.prototype)).toEqual([
      'constructor',
      'createHTMLDocument',
    ]);
  });
});
