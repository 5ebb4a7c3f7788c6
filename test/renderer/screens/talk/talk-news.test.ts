import { describe, expect, it } from 'vitest';
import { talkNews } from '../../../../renderer/screens/talk/talk-news.ts';
import type { FileState } from '../../../../renderer/view-models/talk-model.ts';
import { chat, file, talker } from './talk-items.ts';

const anna = talker('a');
const moving = (movedBytes: number): FileState => ({ phase: 'moving', movedBytes });
const here: FileState = { phase: 'here', saving: { phase: 'no' }, keeping: { phase: 'no' } };

describe('what is told of messages', () => {
  it('is what others write, and not what one wrote oneself', () => {
    const item = chat('1', anna);
    expect(talkNews([], [item])).toEqual({ kind: 'said', item });
    expect(talkNews([item], [item])).toBeNull();
    expect(talkNews([item], [item, chat('2', null)])).toBeNull();
  });

  it('is the newest of several', () => {
    const items = [chat('1', anna), chat('2', anna)];
    expect(talkNews([], items)).toEqual({ kind: 'said', item: items[1] });
  });

  it('is that a file comes and what becomes of it, and not how far it is', () => {
    const [begun, further, whole] = [moving(0), moving(2), here].map((state) =>
      file('1', anna, state),
    );
    if (!begun || !further || !whole) throw new Error('three states');
    expect(talkNews([], [begun])).toEqual({ kind: 'offered', item: begun });
    expect(talkNews([begun], [further])).toBeNull();
    expect(talkNews([further], [whole])).toEqual({ kind: 'file', item: whole });
    const saved = file('1', anna, { ...here, saving: { phase: 'done' } });
    expect(talkNews([whole], [saved])).toBeNull();
  });

  it('is that a file of ours arrived or was too large from the start', () => {
    const sent = file('1', anna, moving(0), 'out');
    expect(talkNews([], [sent])).toBeNull();
    const arrived = file('1', anna, { phase: 'arrived' }, 'out');
    expect(talkNews([sent], [arrived])).toEqual({ kind: 'file', item: arrived });
    const tooLarge = file('2', anna, { phase: 'gone', reason: 'too-large' }, 'out');
    expect(talkNews([], [tooLarge])).toEqual({ kind: 'file', item: tooLarge });
  });
});
