/**
 * Takes from a page every way to make a frame: each frame comes with recorders and captures of its own, which would be
 * found again there, whatever was removed from the page itself. No page of ours has one. What is written as text needs no
 * line here, because the policy on trusted types lets no text become elements.
 *
 * Handed over as text, to run before anything of the page does: it may use nothing from outside of itself. Nor does it use
 * anything later that a script could have replaced by then, hence its own references.
 */
export function removeFrames(): void {
  const { apply, deleteProperty } = Reflect;
  // oxlint-disable-next-line typescript/unbound-method -- Applied to its text below.
  const lower = String.prototype.toLowerCase;
  const toText = String;
  const framed: Readonly<Record<string, true>> = Object.assign(
    Object.create(null) as object,
    {
      iframe: true,
      frame: true,
      frameset: true,
      object: true,
      embed: true,
      applet: true,
      fencedframe: true,
      portal: true,
      webview: true,
    } as const,
  );

  /** Without a prefix, of which a name has one at most. */
  function localName(name: string): string {
    let local = '';
    for (let at = 0; at < name.length; at += 1) {
      const character = name[at] ?? '';
      local = character === ':' ? '' : local + character;
    }
    return apply(lower, local, []);
  }

  function guard(made: { readonly prototype: object }, method: string, nameAt: number): void {
    const original: unknown = Reflect.get(made.prototype, method);
    if (typeof original !== 'function') return;
    Reflect.defineProperty(made.prototype, method, {
      value: function (this: unknown, ...given: unknown[]): unknown {
        // Turned into text once: something that is another text each time is asked no second time.
        if (given.length > nameAt) {
          const name = toText(given[nameAt]);
          if (framed[localName(name)]) throw new TypeError('no frames');
          given[nameAt] = name;
        }
        return apply(original, this, given);
      },
    });
  }

  const documents: unknown = Reflect.get(globalThis, 'Document');
  const implementations: unknown = Reflect.get(globalThis, 'DOMImplementation');
  if (typeof documents === 'function') {
    guard(documents, 'createElement', 0);
    guard(documents, 'createElementNS', 1);
  }
  // Documents that begin with a frame, or are made from what a server sends.
  if (typeof implementations === 'function') {
    deleteProperty((implementations as { prototype: object }).prototype, 'createDocument');
  }
  for (const name of ['XMLHttpRequest', 'XSLTProcessor']) deleteProperty(globalThis, name);
  // An element that is a frame by another name.
  for (const name of ['customElements', 'CustomElementRegistry']) deleteProperty(globalThis, name);
}
