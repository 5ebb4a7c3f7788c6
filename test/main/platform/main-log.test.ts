import { describe, expect, it } from 'vitest';
import { createMainLog } from '../../../main/platform/main-log.ts';

function written(): { log: ReturnType<typeof createMainLog>; lines: () => unknown[] } {
  const chunks: string[] = [];
  const log = createMainLog({ write: (chunk: string) => chunks.push(chunk) });
  return { log, lines: () => chunks.map((chunk): unknown => JSON.parse(chunk)) };
}

describe('createMainLog', () => {
  it('writes one line of JSON for each event, with its level and time and nothing of the machine', () => {
    const { log, lines } = written();
    log.info('vault-state', { state: 'open' });
    log.warn('ipc-refused', { code: 'bad-request' });
    log.error('ipc-failed', { code: 'internal' });
    const time: unknown = expect.any(Number);
    expect(lines()).toEqual([
      { level: 30, time, event: 'vault-state', state: 'open' },
      { level: 40, time, event: 'ipc-refused', code: 'bad-request' },
      { level: 50, time, event: 'ipc-failed', code: 'internal' },
    ]);
  });

  it('passes every line through the redactor', () => {
    const { log, lines } = written();
    log.info('Heron came in', { pseudonym: 'Heron' });
    expect(lines()).toEqual([
      { level: 30, time: expect.any(Number) as unknown, event: 'unnamed-event', dropped: 1 },
    ]);
  });
});
