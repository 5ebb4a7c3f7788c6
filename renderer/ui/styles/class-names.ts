import { invariant } from '../../../src/base/invariant.ts';

/**
 * Looks up names of a CSS module, leaving out what is false: `cx('row', isOpen && 'open')`.
 * A name that the module does not have is a bug, found the first time that the component is shown.
 */
export function classesOf(
  styles: Readonly<Record<string, string>>,
): (...names: readonly (string | false)[]) => string {
  return (...names) =>
    names
      .filter((name) => name !== false)
      .map((name) => {
        const found = styles[name];
        invariant(found !== undefined, `the style sheet has no class ${name}`);
        return found;
      })
      .join(' ');
}
