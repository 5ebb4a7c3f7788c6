import { describe, expect, it } from 'vitest';
import { checkWorker } from '../../../../tools/setup/worker/check-worker.ts';
import { createFakeMachine } from '../fake-machine.ts';

const path = '/cache/mediasoup-worker';

describe('checkWorker', () => {
  it('accepts what answers as a worker does to strangers', async () => {
    const answer = () => ({ ok: false, exitCode: 41 });
    expect(await checkWorker(createFakeMachine({ programs: [path], answer }), path)).toBeNull();
  });

  it('refuses another program, even one that succeeds', async () => {
    const answer = () => ({ output: 'hello' });
    expect(await checkWorker(createFakeMachine({ programs: [path], answer }), path)).toContain(
      'does not run as a mediasoup-worker here: hello',
    );
  });

  it('refuses what is not there', async () => {
    expect(await checkWorker(createFakeMachine({}), path)).toContain('is not an executable file');
  });
});
