import type { AppStatus } from '../../../src/contract/app-status.ts';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { GuestAppWindow } from '../../screens/guest-app/guest-app-window.tsx';
import type {
  GuestAppModel,
  GuestAppState,
  Interruption,
} from '../../view-models/guest-app-model.ts';
import type { GuestAdvice } from '../../../src/contract/guest-computer-calls.ts';
import type { GuestState } from '../../view-models/guest-model.ts';
import { createStore } from '../../view-models/store.ts';
import type { View } from '../view.ts';
import { live, person } from './fake-media.ts';
import { guestModels, type GuestScene } from './fake-models.ts';
import { hiddenWindow } from './fake-shield.ts';
import { appStatus } from './fake-world.ts';

interface Scene {
  readonly state: GuestAppState;
  readonly interruption?: Interruption;
  readonly isKeyPassing?: boolean;
  readonly advice?: readonly GuestAdvice[];
  readonly host?: AppStatus['host'];
  readonly capture?: CaptureStanding;
}

const nothing = (): void => undefined;

function model(scene: Scene): GuestAppModel {
  const { state, interruption, isKeyPassing, capture, host = 'electron' } = scene;
  return {
    app: createStore({ phase: 'ready', status: appStatus(host) }),
    state: createStore(state),
    interruption: createStore(interruption ?? null),
    isKeyPassing: createStore(isKeyPassing ?? false),
    advice: createStore(scene.advice ?? []),
    dismissAdvice: nothing,
    capture: createStore(capture ?? hiddenWindow),
    openPasted: nothing,
    openArrived: nothing,
    stay: nothing,
    dismissPassingKey: nothing,
    close: nothing,
  };
}

function view(id: string, title: string, scene: () => Scene): View {
  return {
    id: `app-${id}`,
    title,
    kind: 'screen',
    prepare: () => {
      const made = model(scene());
      return () => <GuestAppWindow model={made} />;
    },
  };
}

const noLink = { phase: 'no-link', isOpening: false, failed: null } as const;

function invited(state: GuestState, scene: Partial<GuestScene> = {}): GuestAppState {
  return { phase: 'invited', models: guestModels(state, scene) };
}

const inCall = (): GuestAppState =>
  invited({ phase: 'in-call' }, { call: live([person('t', 'heron', { role: 'host' })]) });

/** What the app for clients shows beyond the way of every guest. */
export const guestAppViews: readonly View[] = [
  view('no-link', 'The app without an invite', () => ({ state: noLink })),
  view('no-link-failed', 'A pasted link that does not work', () => ({
    state: { ...noLink, failed: 'invite-invalid' },
  })),
  view('no-link-opening', 'Opening a pasted link', () => ({
    state: { ...noLink, isOpening: true },
  })),
  view('failed', 'Page and app do not fit', () => ({
    state: { phase: 'failed', code: 'update-required' },
  })),
  view('passing-key', 'No keychain', () => ({
    state: invited({ phase: 'device-check', failed: null }, { level: 0.4 }),
    isKeyPassing: true,
  })),
  view('computer', 'Advice about the computer', () => ({
    state: invited({ phase: 'device-check', failed: null }, { level: 0.4 }),
    advice: [
      { reason: 'open-wifi', programs: [] },
      { reason: 'remote-tool', programs: ['TeamViewer'] },
    ],
  })),
  view('captured', 'A window that can be captured', () => ({
    state: invited({ phase: 'waiting', connection: 'connected' }),
    capture: { capability: 'hides', verdict: 'visible', why: null },
  })),
  view('no-shield', 'A computer that cannot hide windows', () => ({
    state: invited({ phase: 'device-check', failed: null }, { level: 0.4 }),
    capture: { capability: 'none', verdict: 'impossible', why: null },
  })),
  view('another', 'Another link in a call', () => ({
    state: inCall(),
    interruption: { kind: 'link', isOpening: false, failed: null },
  })),
  view('unusable', 'A mangled link while waiting', () => ({
    state: invited({ phase: 'waiting', connection: 'connected' }),
    interruption: { kind: 'unusable' },
    host: 'preview',
  })),
];
