import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../../main/platform/posture/run-command.ts';

const never = new AbortController().signal;
const node = process.execPath;

describe('a command that is run', () => {
  it('hands over arguments one by one, with no shell in between', async () => {
    const odd = '$(echo a) "b" ; c';
    const output = await runCommand(node, ['-e', 'console.log(process.argv[1])', odd], never);
    expect(output).toEqual({ text: `${odd}\n`, isDone: true });
  });

  it('says what it wrote of its errors, and that it did not end well', async () => {
    const script = "process.stderr.write('no'); process.exitCode = 3";
    expect(await runCommand(node, ['-e', script], never)).toEqual({ text: 'no', isDone: false });
  });

  it('is nothing when it is not there, says too much or is stopped', async () => {
    expect(await runCommand('/nowhere/tool', [], never)).toBeNull();
    const flood = "process.stdout.write('x'.repeat(5 * 1024 * 1024))";
    expect(await runCommand(node, ['-e', flood], never)).toBeNull();
    const stopping = new AbortController();
    const hanging = runCommand(node, ['-e', 'setInterval(() => 0, 1000)'], stopping.signal);
    stopping.abort();
    expect(await hanging).toBeNull();
    expect(await runCommand(node, ['-e', ''], stopping.signal)).toBeNull();
  });

  it('gets nothing of our environment that it does not need', async () => {
    process.env['QUIETROOM_TEST_SECRET'] = 'hidden';
    const output = await runCommand(node, ['-p', 'JSON.stringify(process.env)'], never);
    delete process.env['QUIETROOM_TEST_SECRET'];
    expect(output?.text).toContain('"LC_ALL":"C"');
    expect(output?.text).not.toContain('hidden');
  });
});
