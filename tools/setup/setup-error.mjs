// @ts-check

/** A step of set-up that failed: what it could not do, why (all causes, in the order tried), and the ways out. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';

  /**
   * @param {string} what
   * @param {{ causes: readonly string[], waysOut: readonly string[] }} why
   */
  constructor(what, { causes, waysOut }) {
    super(
      [
        what,
        'Causes:',
        ...causes.map((cause) => `  - ${cause}`),
        'Ways out:',
        ...waysOut.map((way) => `  - ${way}`),
      ].join('\n'),
    );
  }
}
