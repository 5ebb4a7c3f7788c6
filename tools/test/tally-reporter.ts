import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { skipReason } from './skip-reason.ts';
import { tallyFileVariable, type Tally } from './tally.ts';

/** Counts what vitest's own JSON leaves out: reasons of skipped tests, files that did not load, and errors between tests. */
class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env[tallyFileVariable];
    if (file === undefined) throw new Error(`${tallyFileVariable} is not set`);
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const counted: Tally = {
      passed: inState('passed').length,
      // A test that was never decided did not pass; neither did a group or a file whose set-up broke.
      failed:
        inState('failed').length +
        inState('pending').length +
        modules.reduce((sum, module) => sum + brokenGroups(module), 0) +
        unhandledErrors.length,
      skipped: inState('skipped').map(describeSkipped),
    };
    writeFileSync(file, JSON.stringify(counted));
  }
}

function brokenGroups(module: TestModule): number {
  const broken = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  return broken.length + (module.errors().length > 0 ? 1 : 0);
}

function describeSkipped(test: TestCase): Tally['skipped'][number] {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return { name: test.fullName, reason: skipReason(test.fullName, note) };
}

// oxlint-disable-next-line import/no-default-export -- vitest loads a reporter by its file's default export
export default TallyReporter;
