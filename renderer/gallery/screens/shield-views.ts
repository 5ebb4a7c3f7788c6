import type { CaptureVerdict } from '../../../src/contract/capture-schema.ts';
import type { View } from '../view.ts';
import { encrypted } from './fake-encryption.ts';
import { live, person } from './fake-media.ts';
import type { ShieldScene } from './fake-shield.ts';
import { guestView, therapistView } from './screen-view.tsx';
import { openSession } from './session-scenes.ts';

function settings(id: string, title: string, shield: ShieldScene): View {
  return therapistView(`shield-${id}`, `Captures: ${title}`, () => ({ shield }), {
    start: { screen: 'settings' },
  });
}

/** A call with a client whose app reports this. */
function hostCall(
  id: string,
  title: string,
  capture: CaptureVerdict,
  more: NonNullable<Parameters<typeof live>[1]> = {},
  press: readonly string[] = [],
): View {
  return therapistView(
    `shield-call-${id}`,
    `Captures in a call: ${title}`,
    () => ({
      session: openSession(),
      call: live([person('a', 'ash', { keys: 'held', capture, guestKind: 'app' })], {
        encryption: encrypted(),
        ...more,
      }),
    }),
    { press },
  );
}

/** What is said of captures, and what comes of them. */
export const shieldViews: readonly View[] = [
  settings('hidden', 'the window was not seen', {}),
  settings('visible', 'the window was seen', {
    standing: { capability: 'hides', verdict: 'visible', why: null },
    rule: 'refuse',
  }),
  settings('impossible', 'Linux', {
    standing: { capability: 'none', verdict: 'impossible', why: null },
    trial: { phase: 'trying' },
  }),
  settings('unknown', 'nothing could be tried', {
    standing: { capability: 'partly', verdict: 'unknown', why: 'not-permitted' },
    trial: { phase: 'failed', code: 'conflict' },
    failed: 'disk-full',
  }),
  hostCall('well', 'the client’s window was not seen', 'hidden', {}, ['Details']),
  hostCall('visible', 'the client’s window was seen', 'visible'),
  hostCall('held', 'the own camera is held', 'impossible', {
    own: { microphone: { phase: 'off' }, camera: { phase: 'held' } },
    rule: 'audio-only',
  }),
  guestView(
    'shield-held',
    'Captures: the therapist’s camera is held',
    { phase: 'in-call' },
    () => ({
      call: live([person('t', 'heron', { role: 'host', camera: 'none', capture: 'hidden' })], {
        encryption: encrypted({ ownCapture: 'visible' }),
        rule: 'audio-only',
      }),
      kind: 'app',
    }),
  ),
  guestView(
    'shield-details',
    'Captures: the details in a browser',
    { phase: 'in-call' },
    () => ({
      call: live([person('t', 'heron', { role: 'host', capture: 'visible' })], {
        encryption: encrypted({ hasBrowser: true, ownCapture: 'unknown' }),
      }),
      kind: 'browser',
    }),
    { press: ['Details'] },
  ),
];
