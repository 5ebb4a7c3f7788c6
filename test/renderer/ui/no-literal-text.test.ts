import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../architecture/import-graph.ts';

/** Attributes whose value a person sees or hears. */
const spoken = new Set([
  'label',
  'title',
  'text',
  'hint',
  'alt',
  'placeholder',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'pendingLabel',
  'what',
  'safe',
  'next',
  'name',
  'state',
  'action',
]);
/** `name` and `state` of these are keys of ours, not words. */
const notSpoken = new Set(['Icon.name', 'SavedIndicator.state']);

/** Words of people's languages that stand in a file's markup instead of in renderer/i18n. */
function literalsIn(file: string, source: string): readonly string[] {
  const { program } = parseSync(file, source);
  const found: string[] = [];
  const element: string[] = [];
  new Visitor({
    JSXOpeningElement(node) {
      element.push(node.name.type === 'JSXIdentifier' ? node.name.name : '');
    },
    JSXText(node) {
      if (/\p{L}/u.test(node.value)) found.push(node.value.trim());
    },
    JSXAttribute(node) {
      const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
      const value = node.value?.type === 'Literal' ? node.value.value : null;
      const isWord = typeof value === 'string' && /\p{L}/u.test(value);
      const isOurs = notSpoken.has(`${element.at(-1) ?? ''}.${name}`);
      if (spoken.has(name) && isWord && !isOurs) found.push(`${name}="${value}"`);
    },
    JSXExpressionContainer(node) {
      const { expression } = node;
      if (expression.type === 'Literal' && typeof expression.value === 'string') {
        if (/\p{L}/u.test(expression.value)) found.push(expression.value);
      }
    },
  }).visit(program);
  return found;
}

const files = globSync('renderer/{ui,screens,therapist,guest}/**/*.tsx', { cwd: projectRoot });

describe('markup', () => {
  it('is looked at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)('%s takes every word from renderer/i18n', (file) => {
    expect(literalsIn(file, readFileSync(join(projectRoot, file), 'utf8'))).toEqual([]);
  });

  it.each([
    ['text', 'const a = <p>Hello</p>;'],
    ['an expression', "const a = <p>{'Hello'}</p>;"],
    ['a spoken attribute', 'const a = <button aria-label="Close" />;'],
    ['a property of ours that is shown', 'const a = <Notice title="Stop" />;'],
  ])('is caught with a literal as %s', (_what, source) => {
    expect(literalsIn('a.tsx', source)).toHaveLength(1);
  });

  it('may have signs and keys of ours', () => {
    expect(literalsIn('a.tsx', 'const a = <p>· <Icon name="lock" /></p>;')).toEqual([]);
  });
});
