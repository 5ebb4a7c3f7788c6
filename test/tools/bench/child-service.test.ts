import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startChild, type ChildService } from '../../../tools/bench/child-service.ts';

const fixture = fileURLToPath(new URL('fixtures/child.ts', import.meta.url));

describe('startChild', () => {
  let child: ChildService;
  beforeEach(() => {
    child = startChild(fixture, process.env);
  });
  afterEach(async () => {
    await child.stop();
  });

  it('brings each answer to its own call', async () => {
    const answers = [
      child.call('slow', 60, z.number()),
      child.call('slow', 1, z.number()),
      child.call('double', 21, z.number()),
    ];
    expect(await Promise.all(answers)).toEqual([60, 1, 42]);
  });

  it('passes failures on', async () => {
    await expect(child.call('fail', null, z.null())).rejects.toThrow('as asked');
    await expect(child.call('unknown', null, z.null())).rejects.toThrow('no such call: unknown');
  });

  it('refuses an answer of another shape', async () => {
    await expect(child.call('double', 1, z.string())).rejects.toThrow('expected string');
  });

  it('fails what waits when the child ends', async () => {
    await expect(child.call('die', null, z.null())).rejects.toThrow('exit 3');
  });

  it('leaves no process behind', async () => {
    await child.call('double', 1, z.number());
    await child.stop();
    expect(() => process.kill(child.pid, 0)).toThrow('ESRCH');
  });
});
