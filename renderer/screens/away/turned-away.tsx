import type { ReactNode } from 'react';
import type { AsideModel } from '../../view-models/aside-model.ts';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import { LateAway } from './late-part.tsx';

/**
 * Everything of a session stands inside of this: turned away, nothing of it is on the screen, can be heard or is read
 * aloud. `mayCallForHelp`: clients, who are somewhere that their therapist cannot see.
 */
export function TurnedAway(props: {
  readonly aside: AsideModel | undefined;
  readonly mayCallForHelp: boolean;
  readonly children: ReactNode;
}) {
  const { aside, mayCallForHelp, children } = props;
  return aside ? (
    <Gate aside={aside} mayCallForHelp={mayCallForHelp}>
      {children}
    </Gate>
  ) : (
    children
  );
}

function Gate(props: {
  readonly aside: AsideModel;
  readonly mayCallForHelp: boolean;
  readonly children: ReactNode;
}) {
  const { aside, mayCallForHelp } = props;
  const { isAway } = useStore(aside.state);
  useKeys({
    away: () => {
      if (isAway) aside.comeBack();
      else aside.turnAway();
    },
    ...(mayCallForHelp && {
      help: () => {
        aside.callForHelp();
      },
    }),
  });
  return isAway ? (
    <LateAway part="page" aside={aside} mayCallForHelp={mayCallForHelp} />
  ) : (
    props.children
  );
}
