import { isCameraHeld } from '../../../src/domain/shield-rule.ts';
import type { Person } from '../../view-models/call-model.ts';
import type { PrivacyView } from '../call/privacy-view.ts';

/** What is said of somebody's window. */
export type ShieldReport = 'hidden' | 'visible' | 'impossible' | 'unknown' | 'none' | 'browser';

/** Null: it is not known who this is, and nothing is said. */
export function reportOf({ capture, guestKind }: Person): ShieldReport | null {
  if (capture === undefined) return null;
  return guestKind === 'browser' ? 'browser' : (capture ?? 'none');
}

/** The same of oneself. */
export function ownReport({ state, own }: PrivacyView): ShieldReport {
  return own.kind === 'browser' ? 'browser' : (state.encryption?.ownCapture ?? 'none');
}

/** Whose window is not reported as hidden. */
export function withoutShield(people: readonly Person[]): readonly Person[] {
  return people.filter((person) => {
    const report = reportOf(person);
    return report !== null && report !== 'hidden';
  });
}

/** Which side of a call this is. */
export function sideOf({ own }: PrivacyView): 'host' | 'guest' {
  return own.kind === null ? 'host' : 'guest';
}

/** Whether the therapist's camera stays off by their rule. A guest works it out from the same reports. */
export function isHeld(view: PrivacyView): boolean {
  const { rule, people, encryption, own } = view.state;
  if (sideOf(view) === 'host') return own.camera.phase === 'held';
  if (rule === undefined) return false;
  const guests = people.filter(({ role }) => role === 'guest');
  const captures = guests.map(({ capture }) => capture ?? null);
  return isCameraHeld(rule, [...captures, encryption?.ownCapture ?? null]);
}
