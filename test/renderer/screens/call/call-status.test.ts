import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callStatus,
  inBrowser,
  type OwnEnd,
} from '../../../../renderer/screens/call/call-status.ts';
import type { CallEncryption } from '../../../../renderer/view-models/encryption-model.ts';
import { encryptionOf, held, liveCall, wordsAbout } from './encryption.ts';
import { personOf } from './people.ts';

const host: OwnEnd = { kind: null };
const app: OwnEnd = { kind: 'app' };
const client = [held('a')];
const urgent = wordsAbout('a', { mustCompare: true });

describe('callStatus', () => {
  it('says nothing outside of a call and while nobody else is there', () => {
    expect(callStatus({ phase: 'idle' }, host)).toBeNull();
    expect(callStatus(liveCall([]), host)).toBeNull();
  });

  it('says that nobody else can see and hear it when everything holds', () => {
    expect(callStatus(liveCall(client), host)).toEqual({ level: 'quiet', says: 'only', people: 2 });
    expect(callStatus(liveCall([held('a'), held('b')]), app)).toMatchObject({ people: 3 });
  });

  it('claims nothing of somebody whose keys are not known', () => {
    expect(callStatus(liveCall([held('a'), personOf('b')]), host)).toBeNull();
  });

  it('says that keys are being agreed until something was sent under them', () => {
    expect(callStatus(liveCall(client, null), host)?.says).toBe('agreeing');
    const never = { maySend: false, sealed: 0 };
    expect(callStatus(liveCall(client, never), host)?.says).toBe('agreeing');
  });

  it('stops when nothing of ours goes out any more', () => {
    const silent = { maySend: false, sealed: 1 };
    expect(callStatus(liveCall(client, silent), host)).toEqual({ level: 'stop', says: 'silent' });
  });

  it('does not raise the alarm twice while the connection itself is down', () => {
    const down = { connection: { phase: 'reconnecting', sinceMs: 0 } } as const;
    const call = liveCall(client, { maySend: false, sealed: 1 }, down);
    expect(callStatus(call, host)).toEqual({ level: 'know', says: 'silent' });
  });

  it('names those whose keys are missing', () => {
    const late = personOf('b', { keys: 'waiting' });
    expect(callStatus(liveCall([held('a'), late]), host)).toEqual({
      level: 'know',
      says: 'waiting',
      seatIds: [late.seatId],
    });
  });

  it.each([
    ['the therapist’s only client', client, host, 'client'],
    ['one of several', [held('a'), held('b')], host, 'somebody'],
    ['somebody else, seen by a guest in the app', client, app, 'somebody'],
    ['oneself', client, { kind: 'browser' } as const, 'you'],
  ])('says of a browser that it is %s', (_what, people, own, who) => {
    expect(callStatus(liveCall(people, { hasBrowser: true }), own)).toEqual({
      level: 'know',
      says: 'browser',
      who,
    });
  });

  it('takes a guest for one in a browser as long as that is not known', () => {
    expect(callStatus(liveCall(client), {})).toMatchObject({ who: 'you' });
    expect(inBrowser(client, encryptionOf(), {})).toBe('you');
  });

  it('knows of a browser at this end before keys are agreed', () => {
    expect(inBrowser(client, undefined, { kind: 'browser' })).toBe('you');
    expect(inBrowser(client, undefined, host)).toBeNull();
  });

  it('is not certain before words that come first were compared', () => {
    expect(callStatus(liveCall(client, { words: [urgent] }), host)?.says).toBe('compare');
    const same = { ...urgent, verdict: 'same' } as const;
    expect(callStatus(liveCall(client, { words: [same] }), host)?.says).toBe('only');
  });

  it('is not certain as long as words that come first are not there', () => {
    expect(callStatus(liveCall(client, { wordsDue: true }), host)?.says).toBe('compare');
  });

  it('does not ask for words of a device that is known', () => {
    expect(callStatus(liveCall(client, { words: [wordsAbout('a')] }), host)?.says).toBe('only');
  });

  it('stops when words differ, above everything else', () => {
    const words = [wordsAbout('a', { verdict: 'different' })];
    const call = liveCall(client, { words, maySend: false, hasBrowser: true });
    expect(callStatus(call, host)).toEqual({ level: 'stop', says: 'differ' });
  });

  it('never says "only you" with anything at all against it', () => {
    const faults: readonly Partial<CallEncryption>[] = [
      { maySend: false },
      { hasBrowser: true },
      { words: [urgent] },
      { words: [wordsAbout('a', { verdict: 'different' })] },
    ];
    const people = [client, [personOf('a')], [personOf('a', { keys: 'waiting' })]];
    const ends: readonly OwnEnd[] = [host, app, {}];
    fc.assert(
      fc.property(
        fc.subarray([...faults]),
        fc.constantFrom(...people),
        fc.constantFrom(...ends),
        (wrong, there, own) => {
          const call = liveCall(there, Object.assign({}, ...wrong) as Partial<CallEncryption>);
          const isWell = wrong.length === 0 && there === client && (own === host || own === app);
          expect(callStatus(call, own)?.says === 'only').toBe(isWell);
        },
      ),
    );
  });
});
