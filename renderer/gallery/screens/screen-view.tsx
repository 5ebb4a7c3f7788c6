import type { Route } from '../../screens/therapist/route.ts';
import { GuestApp } from '../../screens/guest/guest-app.tsx';
import { TherapistApp } from '../../screens/therapist/therapist-app.tsx';
import type { GuestState } from '../../view-models/guest-model.ts';
import type { View } from '../view.ts';
import {
  guestModels,
  therapistModels,
  type GuestScene,
  type TherapistScene,
} from './fake-models.ts';

interface Options {
  /** Names of buttons to press, in order, once the screen is there. */
  readonly press?: readonly string[];
  readonly start?: Route;
}

/** A therapist's screen. The models are made when it is shown, because painted tracks are. */
export function therapistView(
  id: string,
  title: string,
  scene: () => Partial<TherapistScene>,
  options: Options = {},
): View {
  return {
    id: `therapist-${id}`,
    title,
    kind: 'screen',
    ...(options.press ? { press: options.press } : {}),
    prepare: () => {
      const models = therapistModels(scene());
      return () => (
        <TherapistApp models={models} {...(options.start ? { start: options.start } : {})} />
      );
    },
  };
}

/** A guest's screen. */
export function guestView(
  id: string,
  title: string,
  state: GuestState,
  scene: () => Partial<GuestScene> = () => ({}),
  options: Options = {},
): View {
  return {
    id: `guest-${id}`,
    title,
    kind: 'screen',
    ...(options.press ? { press: options.press } : {}),
    prepare: () => {
      const models = guestModels(state, scene());
      return () => <GuestApp models={models} />;
    },
  };
}
