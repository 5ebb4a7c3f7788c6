import { describe, expect, it } from 'vitest';
import {
  isHeld,
  ownReport,
  reportOf,
  withoutShield,
} from '../../../../renderer/screens/shield/shield-report.ts';
import type { PrivacyView } from '../../../../renderer/screens/call/privacy-view.ts';
import type { CallState, Person } from '../../../../renderer/view-models/call-model.ts';
import type { SeatId } from '../../../../src/contract/ids.ts';
import type { ShieldRule } from '../../../../src/contract/capture-schema.ts';
import { testId } from '../../../support/fake-ids.ts';
import { encryptionOf } from '../call/encryption.ts';

function person(change: Partial<Person> = {}): Person {
  return { seatId: testId<SeatId>(1), role: 'guest', connected: true, media: {}, ...change };
}

function view(
  kind: PrivacyView['own']['kind'],
  people: readonly Person[],
  change: Partial<Extract<CallState, { phase: 'live' }>> = {},
): PrivacyView {
  return {
    call: {
      judgeWords: () => undefined,
      setMicrophone: () => undefined,
      setCamera: () => undefined,
    },
    state: {
      phase: 'live',
      connection: { phase: 'connected' },
      people,
      own: { microphone: { phase: 'off' }, camera: { phase: 'off' } },
      quality: 'good',
      encryption: encryptionOf(),
      ...change,
    },
    own: kind === undefined ? {} : { kind },
    nameOf: () => 'Heron',
    phrase: null,
  };
}

describe('what is said of somebody’s window', () => {
  it.each([
    ['what their app reports', { capture: 'visible', guestKind: 'app' }, 'visible'],
    ['that nothing came yet', { capture: null, guestKind: 'app' }, 'none'],
    ['that a browser hides nothing', { capture: 'unknown', guestKind: 'browser' }, 'browser'],
    // A page of a browser could report anything: it is not believed.
    ['that also of one that claims to', { capture: 'hidden', guestKind: 'browser' }, 'browser'],
    ['nothing of somebody unknown', {}, null],
  ] as const)('is %s', (_what, change, report) => {
    expect(reportOf(person(change))).toBe(report);
  });

  it('is of oneself what one’s app found', () => {
    expect(ownReport(view('app', [], { encryption: encryptionOf({ ownCapture: null }) }))).toBe(
      'none',
    );
    expect(ownReport(view('app', []))).toBe('hidden');
    expect(ownReport(view('browser', []))).toBe('browser');
    expect(ownReport(view(null, []))).toBe('hidden');
  });

  it('names those whose window is not reported as hidden', () => {
    const people = [
      person({ capture: 'hidden', guestKind: 'app' }),
      person({ capture: 'impossible', guestKind: 'app' }),
      person({ capture: null }),
      person(),
    ];
    expect(withoutShield(people)).toEqual(people.slice(1, 3));
  });
});

describe('the therapist’s camera', () => {
  const held = { microphone: { phase: 'off' }, camera: { phase: 'held' } } as const;

  it('is held on the therapist’s side when the call says so', () => {
    expect(isHeld(view(null, [], { own: held }))).toBe(true);
    expect(isHeld(view(null, []))).toBe(false);
  });

  it.each([
    ['audio-only', 'hidden', 'hidden', false],
    ['audio-only', 'visible', 'hidden', true],
    ['audio-only', 'hidden', 'unknown', true],
    ['warn', 'visible', 'visible', false],
  ] as const)(
    'is known to be held on a guest’s side: %s, own %s, another’s %s',
    (rule: ShieldRule, ownCapture, capture, isHeldThere) => {
      const people = [
        person({ role: 'host', capture: 'visible' }),
        person({ role: 'guest', capture }),
      ];
      const shown = view('app', people, { rule, encryption: encryptionOf({ ownCapture }) });
      expect(isHeld(shown)).toBe(isHeldThere);
    },
  );

  it('is not spoken of before the rule is known', () => {
    const people = [person({ role: 'guest', capture: 'visible' })];
    expect(isHeld(view('app', people))).toBe(false);
  });
});
