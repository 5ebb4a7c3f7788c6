import { assertNever } from '../../../src/base/assert-never.ts';
import type { CaptureVerdict, ShieldRule } from '../../../src/contract/capture-schema.ts';
import { isReportedHidden, mayComeIn } from '../../../src/domain/shield-rule.ts';
import type { DeviceMemory, GuestKind, KnockView } from '../../view-models/encryption-model.ts';
import type { WaitingPerson } from '../../view-models/host-session-model.ts';
import { refusalKind, type RefusalKind } from './refusal-kind.ts';

/** One thing that a knock says. */
export type KnockLine =
  | { readonly level: 'quiet'; readonly says: 'reading' | 'app' | 'sameOnce' }
  | { readonly level: 'quiet'; readonly says: 'same'; readonly sessions: number }
  | { readonly level: 'know'; readonly says: 'new' | 'unknown' | 'browser' }
  | { readonly level: 'quiet' | 'know'; readonly says: 'shield'; readonly report: CaptureVerdict }
  | { readonly level: 'stop'; readonly says: 'unshielded' }
  | { readonly level: 'stop'; readonly says: 'refused'; readonly kind: RefusalKind };

/** What is said of somebody who waits, the most important first. Without a knock: nothing, and nothing is claimed. */
export function knockLines(knock: KnockView | undefined, rule: ShieldRule): readonly KnockLine[] {
  if (!knock) return [];
  switch (knock.phase) {
    case 'reading':
      return [{ level: 'quiet', says: 'reading' }];
    case 'refused':
      return [{ level: 'stop', says: 'refused', kind: refusalKind(knock.reason) }];
    case 'opened':
      return [
        ...(mayComeIn(rule, knock.capture) ? [] : [{ level: 'stop', says: 'unshielded' } as const]),
        deviceLine(knock.device),
        kindLine(knock.guestKind),
        ...shieldLines(knock),
      ];
    default:
      return assertNever(knock, 'knock');
  }
}

function deviceLine(device: DeviceMemory): KnockLine {
  if (device.kind !== 'same') return { level: 'know', says: device.kind };
  // A device that was in none of the last sessions is not the same one, whatever it is called.
  if (device.sessions < 1) return { level: 'know', says: 'new' };
  return device.sessions === 1
    ? { level: 'quiet', says: 'sameOnce' }
    : { level: 'quiet', says: 'same', sessions: device.sessions };
}

function kindLine(kind: GuestKind): KnockLine {
  return kind === 'browser' ? { level: 'know', says: 'browser' } : { level: 'quiet', says: 'app' };
}

/** Of a browser it goes without saying: nothing there hides a window, and nothing is reported. */
function shieldLines({
  capture,
  guestKind,
}: Extract<KnockView, { phase: 'opened' }>): readonly KnockLine[] {
  if (guestKind === 'browser') return [];
  const level = isReportedHidden(capture) ? 'quiet' : 'know';
  return [{ level, says: 'shield', report: capture }];
}

/** Whether somebody can be let in now, and why not. */
export type Admission = 'possible' | 'away' | 'reading' | 'refused' | 'unshielded';

export function admissionOf({ connected, knock }: WaitingPerson, rule: ShieldRule): Admission {
  // What is refused stays so, whether they are there or not.
  if (knock?.phase === 'refused') return 'refused';
  if (knock?.phase === 'opened' && !mayComeIn(rule, knock.capture)) return 'unshielded';
  if (!connected) return 'away';
  return knock?.phase === 'reading' ? 'reading' : 'possible';
}
