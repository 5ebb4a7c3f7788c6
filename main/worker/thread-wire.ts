import type { LogFields } from '../../src/base/ports.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import type { IpcResponse } from '../../src/contract/ipc-wire.ts';
import type { SenderCheck } from '../ipc/sender-check.ts';
import type { PresetServer } from '../main-side.ts';
import type { HostInfo } from '../ports/host-info.ts';
import type { PowerEvent } from '../ports/power-events.ts';

// What the shell and the thread with the main side say to each other. Both are of one build and of one process, so nothing
// is parsed here: calls are parsed inside, by the contract's one gate, and answers by the page. Messages keep their order.
// All bytes of the contract are text, so there is no buffer whose transfer would save anything.

/** What the thread is started with. */
export interface ThreadStart {
  readonly host: HostInfo;
  readonly dataFolder: string;
  readonly presetServer: PresetServer | null;
  /** Whether the shell tells of the machine's power and screen. */
  readonly tellsPower: boolean;
  /** Whether the shell has a clipboard. */
  readonly hasClipboard: boolean;
  /** Where the shell's capture shield stands; null: it has none. */
  readonly capture: CaptureStanding | null;
  /**
   * Null: there was no thread before. Otherwise that one ended in the middle, and `wasOpen` says whether the vault was
   * open then: it is opened again if the keychain does that alone.
   */
  readonly after: { readonly wasOpen: boolean } | null;
}

/** From the shell to the thread. */
export type ToThread =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly request: unknown;
      readonly sender: SenderCheck;
    }
  /** Where a person wants a file, or which folder, or null; answers `ask-where` and `ask-folder`. */
  | { readonly kind: 'where'; readonly id: number; readonly path: string | null }
  | { readonly kind: 'power'; readonly event: PowerEvent }
  /** Where the capture shield stands from now on. */
  | { readonly kind: 'capture'; readonly standing: CaptureStanding }
  /** Answers `test-capture`, after whatever it found. */
  | { readonly kind: 'capture-tested'; readonly id: number }
  /** Answers `copy`. */
  | { readonly kind: 'copied'; readonly id: number; readonly isCopied: boolean }
  /** Close the main side and say so. Calls that came before are done before. */
  | { readonly kind: 'close' };

type Level = 'info' | 'warn' | 'error';

/** A push of the contract, with its own data. */
type PushMessage = {
  readonly [K in PushName<Ipc>]: {
    readonly kind: 'push';
    readonly channel: K;
    readonly data: PushInput<Ipc, K>;
  };
}[PushName<Ipc>];

/** From the thread to the shell. */
export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly response: IpcResponse }
  | PushMessage
  /** The server that the page may reach from now on. Comes before the answer of the call that chose it. */
  | { readonly kind: 'server'; readonly origin: string | null }
  | { readonly kind: 'ask-where'; readonly id: number; readonly suggestedName: string }
  | { readonly kind: 'ask-folder'; readonly id: number }
  /** Try whether the window can be captured. */
  | { readonly kind: 'test-capture'; readonly id: number }
  /** Put text on the clipboard, for a minute. */
  | { readonly kind: 'copy'; readonly id: number; readonly text: string }
  | { readonly kind: 'selected'; readonly text: string }
  /** Take off the clipboard what is still ours. */
  | { readonly kind: 'forget-copied' }
  /** For the process's one log, which redacts it. */
  | {
      readonly kind: 'log';
      readonly level: Level;
      readonly event: string;
      readonly fields: LogFields;
    }
  | { readonly kind: 'closed' };
