import { useEffect, useRef } from 'react';
import { actionOf, type KeyedAction } from './key-map.ts';
import { useScreenPorts } from './screen-ports.ts';

/** What each key does on this screen; actions that are left out have no key here. */
export type KeyDeeds = Readonly<Partial<Record<KeyedAction, () => void>>>;

/** Listens for keys for as long as the screen is shown. */
export function useKeys(deeds: KeyDeeds): void {
  const { keyboard } = useScreenPorts();
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const actions = Object.keys(latest.current) as KeyedAction[];
      const action = actionOf(event, actions, keyboard);
      if (!action) return;
      event.preventDefault();
      latest.current[action]?.();
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, [keyboard]);
}
