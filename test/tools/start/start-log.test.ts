import { expect, it } from 'vitest';
import { createStartLog } from '../../../tools/start/start-log.ts';

it('tells of trouble, and of nothing else', () => {
  const lines: string[] = [];
  const log = createStartLog(new AbortController().signal, (line) => lines.push(line));
  log.info('server-started');
  log.warn('worker-gone', { slot: 0 });
  log.error('room-failed');
  expect(lines).toEqual(['server: worker-gone slot=0', 'server: room-failed']);
});

it('is silent once everything is ending', () => {
  const lines: string[] = [];
  const ending = new AbortController();
  const log = createStartLog(ending.signal, (line) => lines.push(line));
  ending.abort();
  log.warn('worker-gone');
  expect(lines).toEqual([]);
});
