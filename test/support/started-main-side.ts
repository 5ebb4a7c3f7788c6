import { onTestFinished } from 'vitest';
import {
  createMainSide,
  type MainSide,
  type MainSideOptions,
  type PresetServer,
} from '../../main/main-side.ts';
import { systemRandom } from '../../main/platform/system-random.ts';
import type { FolderPort } from '../../main/ports/folder-port.ts';
import type { SavePort } from '../../main/ports/save-port.ts';
import type { CallInput, CallName, CallResult } from '../../src/contract/contract.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../src/contract/ipc.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { FakeClock } from './fake-clock.ts';
import { testOrigin, trustedSender } from './ipc-senders.ts';
import { MemoryKeychain } from './memory-keychain.ts';
import { quickKdf } from './quick-kdf.ts';
import { recordingLog } from './recording-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Calls the main side as its page does. */
export type CallMainSide = <K extends CallName<Ipc>>(
  channel: K,
  data: CallInput<Ipc, K>,
) => Promise<CallResult<Ipc, K>>;

export interface StartedMainSide {
  readonly mainSide: MainSide;
  readonly call: CallMainSide;
  readonly dataFolder: string;
  readonly keychain: MemoryKeychain;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof recordingLog>;
}

interface StartOptions {
  readonly dataFolder?: string;
  readonly keychain?: MemoryKeychain;
  readonly presetServer?: PresetServer;
  readonly save?: SavePort;
  readonly folders?: FolderPort;
  readonly computer?: MainSideOptions['computer'];
}

/** The whole main side over a real vault on disk; closed when the test is over. Nobody wants to save anything. */
export function startMainSide(options: StartOptions = {}): StartedMainSide {
  const { dataFolder = temporaryFolder(), keychain = new MemoryKeychain() } = options;
  const [log, clock] = [recordingLog(), new FakeClock()];
  const mainSide = createMainSide({
    host: {
      kind: 'preview',
      rendererOrigin: testOrigin,
      versions: { app: '0.1.0', node: '24', chromium: null, electron: null },
    },
    dataFolder,
    keychain,
    kdf: quickKdf(),
    save: options.save ?? { ask: () => Promise.resolve(null) },
    folders: options.folders ?? { ask: () => Promise.resolve(null) },
    presetServer: options.presetServer ?? null,
    ...(options.computer && { computer: options.computer }),
    clock,
    random: systemRandom,
    log,
  });
  onTestFinished(async () => mainSide.close());
  const call: CallMainSide = async (channel, data) => {
    const answer = await mainSide.handle({ protocol: IPC_PROTOCOL, channel, data }, trustedSender);
    if (!answer.ok) throw fromWireError(answer.error);
    return ipc[channel].out.parse(answer.data) as never;
  };
  return { mainSide, call, dataFolder, keychain, clock, log };
}
