import { describe, expect, it } from 'vitest';
import { dropReasons } from '../../../../src/crypto/frames/drop-reason.ts';
import { enGb } from '../../../../renderer/i18n/en-gb/words.ts';
import { countByKind, dropKind, isIncoming } from '../../../../renderer/screens/call/drop-kind.ts';

describe('dropKind', () => {
  it.each([
    ['no-send-key', 'unsent'],
    ['sending-paused', 'unsent'],
    ['too-short', 'unsealable'],
    ['unknown-key', 'locked'],
    ['not-authentic', 'changed'],
    ['wrong-sender', 'foreign'],
    ['own-frame', 'foreign'],
    ['replayed', 'repeated'],
  ])('%s is told as %s', (reason, kind) => {
    expect(dropKind(reason)).toBe(kind);
  });

  it('takes a reason that it does not know for the worst', () => {
    expect(dropKind('something-new')).toBe('changed');
    expect(dropKind('constructor')).toBe('changed');
  });

  it('has words for every reason: in the details, and on a tile for what came in', () => {
    const onTiles: Readonly<Record<string, string>> = enGb.privacy.tile.drop;
    for (const reason of dropReasons) {
      const kind = dropKind(reason);
      expect(enGb.privacy.facts.drop[kind]).toBeTypeOf('string');
      expect(typeof onTiles[kind] === 'string').toBe(isIncoming(kind));
    }
  });
});

describe('countByKind', () => {
  it('adds up reasons that are told alike, and leaves out what did not happen', () => {
    const counts = countByKind({ replayed: 2, 'too-old': 3, 'not-authentic': 0 });
    expect([...counts]).toEqual([['repeated', 5]]);
  });
});
