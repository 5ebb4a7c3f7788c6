import { describe, expect, it } from 'vitest';
import { talkName } from '../../../../renderer/screens/talk/talk-name.ts';
import { personOf } from '../call/people.ts';
import { chat, file, talker } from './talk-items.ts';

const [a, b] = [talker('a'), talker('b')];

describe('who wrote something', () => {
  it('is called as in the call', () => {
    const people = [personOf('a'), personOf('b')];
    expect(talkName(talker('h', 'host'), [], [])).toEqual({ kind: 'host' });
    expect(talkName(a, [personOf('a')], [])).toEqual({ kind: 'guest' });
    expect(talkName(b, people, [])).toEqual({ kind: 'numbered', number: 2 });
  });

  it('stays the one client after they have left', () => {
    expect(talkName(a, [], [chat('1', a), chat('2', null)])).toEqual({ kind: 'guest' });
    expect(talkName(a, [personOf('h', { role: 'host' })], [chat('1', a)])).toEqual({
      kind: 'guest',
    });
  });

  it('loses the name to nobody who is still there', () => {
    const left = { kind: 'left' };
    expect(talkName(a, [personOf('b')], [chat('1', a)])).toEqual(left);
    expect(talkName(a, [], [chat('1', a), file('2', b, { phase: 'arrived' }, 'out')])).toEqual(
      left,
    );
    expect(talkName(b, [personOf('b')], [chat('1', a)])).toEqual({ kind: 'guest' });
  });
});
