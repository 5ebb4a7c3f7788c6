import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a system's tool said once, and where that was seen. */
export interface PostureFixture {
  /** Its path below the folder of fixtures. */
  readonly name: string;
  readonly system: string;
  readonly check: string;
  /** `captured DAY`, `quoted ADDRESS` or `constructed`. */
  readonly origin: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly output: string;
}

const folder = join(import.meta.dirname, '../main/platform/posture/fixtures');

/** All of them. */
export function readPostureFixtures(): readonly PostureFixture[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => {
      const [head = '', output = ''] = readFileSync(join(folder, name), 'utf8').split(/^---\n/m);
      const fields = Object.fromEntries(
        head
          .trim()
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      ) as Record<string, string>;
      const [system = '', check = ''] = name.split('/');
      return { name, system, check, origin: fields['origin'] ?? '', fields, output };
    });
}

/** Those that a system really said. */
export function isSeen({ origin }: PostureFixture): boolean {
  return origin.startsWith('captured ') || origin.startsWith('quoted ');
}
