import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import { Scope } from '../../src/base/scope.ts';
import { guestIpcBoundary, type GuestIpc } from '../../src/contract/guest-ipc.ts';
import { ToldStanding } from '../ports/told-standing.ts';
import { register, type IpcReceiver } from '../ipc/register.ts';
import type { CapturePort } from '../ports/capture-port.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';
import type { HostInfo } from '../ports/host-info.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { PosturePort } from '../ports/posture-port.ts';
import type { SavePort } from '../ports/save-port.ts';
import { Downloads } from '../saving/downloads.ts';
import { DeviceKeys } from './device-keys.ts';
import { createGuestHandlers } from './guest-handlers.ts';
import { GuestComputer, type GuestNetworkPorts } from './guest-computer.ts';
import { createIdentityService } from './identity-service.ts';
import { OpenedLink } from './opened-link.ts';

export interface GuestSideOptions {
  readonly host: HostInfo;
  /** What the app was started with: meant to be an invite, or null. */
  readonly opened: string | null;
  readonly keychain: KeychainPort;
  /** Puts files where a person says. */
  readonly save: SavePort;
  /** Left out, nothing is known of the computer. */
  readonly posture?: PosturePort;
  /** Left out, nothing is known of the way to the server. */
  readonly network?: GuestNetworkPorts;
  /** Left out, the shell has no window of ours, and nothing is known of whether it can be captured. */
  readonly capture?: CapturePort;
  /** Left out, the shell has no clipboard of its own. */
  readonly clipboard?: ClipboardPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Hears every push of the contract. */
type PushListener = <K extends PushName<GuestIpc>>(
  channel: K,
  data: PushInput<GuestIpc, K>,
) => void;

/**
 * Everything that the app for clients does outside its page, without a shell. It keeps no vault and no notes, and
 * writes nothing but its key into the system's keychain, and files where the person saves them.
 */
export interface GuestSide {
  /** The contract that it answers. */
  readonly table: GuestIpc;
  /** Answers one call of the contract. Never rejects. */
  readonly handle: IpcReceiver;
  /** Takes what the system hands over while the app runs: meant to be an invite. */
  arrive(text: string): void;
  /** Sends pushes to the listener until the returned function is called. */
  onPush(listener: PushListener): () => void;
  /** Origin of the invite's server for `connect-src`; null without an invite. */
  allowedServerOrigin(): string | null;
  /** Tells when `allowedServerOrigin` changes, until the returned function is called. */
  onAllowedServerOrigin(listener: (origin: string | null) => void): () => void;
  /** Wipes the keys, and takes away files that were half saved. Idempotent. */
  close(): Promise<void>;
}

/** Builds it. The keychain is asked for nothing before the page needs a key. */
export function createGuestSide(options: GuestSideOptions): GuestSide {
  const { host, clock, log } = options;
  const capture = new ToldStanding(options.capture);
  const opened = new OpenedLink(options.opened);
  const keys = new DeviceKeys(options);
  const downloads = new Downloads(options);
  const computer = new GuestComputer(options);
  const invitedTo = () => opened.invitedTo;
  const identity = createIdentityService({ keys, invitedTo, clock });
  return {
    table: guestIpcBoundary.table,
    handle: register({
      boundary: guestIpcBoundary,
      handlers: createGuestHandlers({
        ...options,
        opened,
        identity,
        computer,
        downloads,
        capture,
      }),
      rendererOrigin: host.rendererOrigin,
      log,
    }),
    arrive: (text) => {
      opened.arrive(text);
    },
    onPush: (listener) => {
      const listening = new Scope();
      opened.events.on(
        'arrived',
        (arrival) => {
          listener('guest.opened', arrival);
        },
        listening,
      );
      capture.events.on(
        'changed',
        (standing) => {
          listener('capture.changed', standing);
        },
        listening,
      );
      return () => {
        listening.close();
      };
    },
    allowedServerOrigin: () => opened.invitedTo?.serverOrigin ?? null,
    onAllowedServerOrigin: (listener) => opened.events.on('server', listener),
    close: async () => {
      capture.close();
      keys.close();
      await downloads.close();
    },
  };
}
