import { createContext, useContext } from 'react';
import type { Clock } from '../../../src/base/ports.ts';
import type { HandOver } from '../../platform/hand-over.ts';
import type { CopyOutcome } from '../../platform/shell-clipboard.ts';
import { invariant } from '../../../src/base/invariant.ts';

/** What screens need of the world, apart from their models. */
export interface ScreenPorts {
  readonly clock: Clock;
  /** Puts text on the clipboard. */
  readonly copyText: (text: string) => Promise<CopyOutcome>;
  /** Puts a file where the person says; absent where nothing can be saved. */
  readonly saveFile?: HandOver;
  /** Loads the page again. What was saved and the session that runs are found again. */
  readonly reload: () => void;
  /** Lets the person print what is shown, by the system's own dialog. */
  readonly print: () => void;
  /** Which keys people here know: Command, or Control. */
  readonly keyboard: 'mac' | 'other';
}

const Ports = createContext<ScreenPorts | null>(null);

/** Gives the ports to all screens below. */
export const ScreenPortsProvider = Ports.Provider;

export function useScreenPorts(): ScreenPorts {
  const ports = useContext(Ports);
  invariant(ports !== null, 'screens stand inside a ScreenPortsProvider');
  return ports;
}
