import { describe, expect, it } from 'vitest';
import { judgeServer } from '../../../../src/domain/posture/server-identity.ts';

const chain = ['leaf', 'intermediate', 'root'];
const shown = (pins: readonly string[], isVouched = true) =>
  ({ state: 'shown', pins, isVouched }) as const;

describe('the identity of a server', () => {
  it('is remembered the first time, if somebody vouches for it', () => {
    expect(judgeServer(shown(chain), [])).toEqual({ reading: { state: 'ok' }, remember: chain });
    const judged = judgeServer(shown(chain, false), []);
    expect(judged.reading).toMatchObject({ reason: 'not-vouched' });
    expect(judged.remember).toBeNull();
  });

  it('stays the same through a renewal with another key, which is remembered', () => {
    const renewed = ['leaf 2', 'intermediate 2', 'root'];
    const judged = judgeServer(shown(renewed), chain);
    expect(judged).toEqual({ reading: { state: 'ok' }, remember: renewed });
  });

  it('is another one when somebody reads along, also if the system trusts them', () => {
    const reader = ['leaf x', 'company root'];
    for (const isVouched of [true, false]) {
      const judged = judgeServer(shown(reader, isVouched), chain);
      expect(judged.reading).toMatchObject({ state: 'advice', reason: 'other-key' });
      expect(judged.remember).toBeNull();
    }
  });

  it('does not drift to keys that nobody vouches for', () => {
    const judged = judgeServer(shown(['leaf 3', 'root'], false), chain);
    expect(judged).toEqual({ reading: { state: 'ok' }, remember: null });
  });

  it('is not known when nobody answers, and a portal when somebody else does', () => {
    expect(judgeServer({ state: 'absent' }, chain).reading).toEqual({ state: 'unknown' });
    expect(judgeServer({ state: 'foreign' }, chain).reading).toMatchObject({ reason: 'portal' });
    expect(judgeServer({ state: 'local' }, []).reading).toEqual({ state: 'ok' });
  });
});
