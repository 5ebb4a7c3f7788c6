import { expect, it } from 'vitest';
import { createBrowserLog } from '../../../renderer/platform/browser-log.ts';

it('writes the event and its fields', () => {
  const lines: string[] = [];
  const log = createBrowserLog((level, line) => lines.push(`${level} ${line}`));
  log.warn('room-opened', { code: 'too-many', count: 3, first: true, none: null });
  expect(lines).toEqual(['warn room-opened code=too-many count=3 first=true none=null']);
});

it.each([['two words'], ['https://rooms.example/j/x#1.secret'], ['v=0\r\no=-'], ['x'.repeat(65)]])(
  'leaves out a text that is not one plain word: %j',
  (text) => {
    const lines: string[] = [];
    createBrowserLog((_level, line) => lines.push(line)).info('event', { text });
    expect(lines).toEqual(['event text=[left-out]']);
  },
);
