import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { assertNever } from '../../src/base/assert-never.ts';
import { Emitter } from '../../src/base/emitter.ts';
import type { Clock, Log } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';
import { ipcBoundary } from '../../src/contract/ipc.ts';
import type { IpcResponse } from '../../src/contract/ipc-wire.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { isTrustedSender, type SenderCheck } from '../ipc/sender-check.ts';
import type { MainSide, PresetServer } from '../main-side.ts';
import type { AskFolder, AskWhere } from '../platform/file-saver.ts';
import type { CapturePort } from '../ports/capture-port.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';
import type { HostInfo } from '../ports/host-info.ts';
import type { PowerEvent, PowerEvents } from '../ports/power-events.ts';
import type { FromThread, ThreadStart, ToThread } from './thread-wire.ts';

/** Beside this file, as source or as the bundle that the build makes of it. */
const threadFile = join(import.meta.dirname, `main-side-worker${extname(import.meta.filename)}`);

/** A thread that ends again within this time is not followed by another at once: that would only end, too. */
const restMs = 10_000;
/** How long the end of the app waits for the vault's: longer than any statement on it, shorter than a person's patience. */
const closeDeadlineMs = 15_000;

/**
 * Rows that were read are garbage at once. By default the engine takes 48 MB before it looks for that, and what belongs to it
 * outside of its heap (contexts of ciphers, texts, rows) stays as long: it comes to 40 MB that nobody uses (measured).
 */
export const mainSideLimits = { maxYoungGenerationSizeMb: 6 } as const;

export interface HostedMainSideOptions {
  readonly host: HostInfo;
  /** Absolute path of the folder for everything that is kept; made if missing. */
  readonly dataFolder: string;
  readonly presetServer: PresetServer | null;
  /** Asks the person where a file shall go. */
  readonly askWhere: AskWhere;
  /** Left out, the shell knows nothing of the machine's use. */
  readonly power?: PowerEvents;
  /** Left out, the shell has no window of ours. */
  readonly capture?: CapturePort;
  /** Left out, the shell has no clipboard of its own. */
  readonly clipboard?: ClipboardPort;
  /** Asks the person for a folder. */
  readonly askFolder: AskFolder;
  readonly clock: Clock;
  readonly log: Log;
  /** The thread of the product when left out; tests have one of their own. */
  readonly startThread?: (start: ThreadStart) => Worker;
}

/**
 * The main side in a thread of its own: reading ten years of notes holds up neither a window nor a call. A thread that
 * ends in the middle is followed by another one; what was acknowledged was on disk, what was not is answered `internal`.
 */
export function hostMainSide(options: HostedMainSideOptions): MainSide {
  const hosted = new HostedMainSide(options);
  return {
    table: ipcBoundary.table,
    handle: (request, sender) => hosted.handle(request, sender),
    onPush: (listener) =>
      hosted.events.on('push', ({ channel, data }) => {
        listener(channel, data);
      }),
    allowedServerOrigin: () => hosted.serverOrigin,
    onAllowedServerOrigin: (listener) => hosted.events.on('server', listener),
    close: () => hosted.close(),
  };
}

interface HostEvents {
  readonly push: Extract<FromThread, { kind: 'push' }>;
  readonly server: string | null;
}

class HostedMainSide {
  readonly events = new Emitter<HostEvents>();
  readonly #options: HostedMainSideOptions;
  readonly #pending = new Map<number, (response: IpcResponse) => void>();
  #lastId = 0;
  #thread: Worker | null = null;
  #serverOrigin: string | null;
  #isVaultOpen = false;
  #lastEndMs = -Infinity;
  #closing: Promise<void> | null = null;
  #closed: () => void = () => undefined;
  /** Where the shell's capture shield stands; null: it has none. */
  #capture: CaptureStanding | null = null;
  readonly #deafen = new Scope();

  constructor(options: HostedMainSideOptions) {
    this.#options = options;
    this.#serverOrigin = options.presetServer?.origin ?? null;
    const { capture, power } = options;
    if (capture) {
      this.#deafen.own(
        capture.listen((standing) => {
          this.#tellCapture(standing);
        }),
      );
    }
    this.#start(null);
    if (power) {
      this.#deafen.own(
        power.listen((event) => {
          this.#tellPower(event);
        }),
      );
    }
  }

  get serverOrigin(): string | null {
    return this.#serverOrigin;
  }

  /** Never rejects, and always answers: from the thread, or that there is none. */
  async handle(request: unknown, sender: SenderCheck): Promise<IpcResponse> {
    const { host, log } = this.#options;
    // Asked here, where the sender is known, so that nothing of a stranger gets further; and inside once more, by the gate.
    if (!isTrustedSender(sender, host.rendererOrigin)) {
      log.warn('ipc-refused', { code: 'forbidden-sender' });
      return refusal('forbidden-sender');
    }
    this.#restAndStart();
    const thread = this.#thread;
    if (!thread) return refusal('internal');
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      try {
        post(thread, { kind: 'call', id, request, sender });
      } catch {
        // Something that cannot be copied is nothing that the contract knows.
        this.#pending.delete(id);
        resolve(refusal('bad-request'));
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #start(after: ThreadStart['after']): void {
    const { host, dataFolder, presetServer, startThread = startMainSideThread } = this.#options;
    const thread = startThread({
      host,
      dataFolder,
      presetServer,
      tellsPower: this.#options.power !== undefined,
      hasClipboard: this.#options.clipboard !== undefined,
      capture: this.#capture,
      after,
    });
    this.#thread = thread;
    thread.on('message', (message: FromThread) => {
      this.#hear(thread, message);
    });
    thread.on('error', () => {
      // The code only: what it died of may quote what it was doing. `exit` follows.
      this.#options.log.error('thread-failed', { code: 'internal' });
    });
    thread.once('exit', () => {
      this.#ended(thread);
    });
  }

  #hear(thread: Worker, message: FromThread): void {
    switch (message.kind) {
      case 'answer': {
        const resolve = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        resolve?.(message.response);
        return;
      }
      case 'push':
        if (message.channel === 'vault.changed') {
          this.#isVaultOpen = message.data.state === 'open';
        }
        this.events.emit('push', message);
        return;
      case 'server':
        this.#moveServer(message.origin);
        return;
      case 'ask-where':
        void this.#ask(thread, message.id, this.#options.askWhere(message.suggestedName));
        return;
      case 'ask-folder':
        void this.#ask(thread, message.id, this.#options.askFolder());
        return;
      case 'test-capture':
        void this.#testCapture(thread, message.id);
        return;
      case 'copy':
        void this.#copy(thread, message.id, message.text);
        return;
      case 'selected':
        this.#options.clipboard?.selected(message.text);
        return;
      case 'forget-copied':
        void this.#options.clipboard?.forget();
        return;
      case 'log':
        this.#options.log[message.level](message.event, message.fields);
        return;
      case 'closed':
        this.#closed();
        return;
      default:
        assertNever(message, 'message of the thread');
    }
  }

  #tellPower(event: PowerEvent): void {
    // Whoever has turned away finds it locked, also when the thread ends before it has locked: it is not opened again.
    if (event.kind !== 'idle') {
      this.#isVaultOpen = false;
      // The thread says so as well, once it has locked; before a sleep there may be no time for that.
      void this.#options.clipboard?.forget();
    }
    if (this.#thread) post(this.#thread, { kind: 'power', event });
  }

  #tellCapture(standing: CaptureStanding): void {
    this.#capture = standing;
    if (this.#thread) post(this.#thread, { kind: 'capture', standing });
  }

  async #testCapture(thread: Worker, id: number): Promise<void> {
    await this.#options.capture?.test();
    post(thread, { kind: 'capture-tested', id });
  }

  async #copy(thread: Worker, id: number, text: string): Promise<void> {
    const isCopied = await this.#options.clipboard?.copy(text).then(
      () => true,
      () => false,
    );
    post(thread, { kind: 'copied', id, isCopied: isCopied === true });
  }

  /** A dialog that fails is one in which nobody chose anything. */
  async #ask(thread: Worker, id: number, asking: Promise<string | null>): Promise<void> {
    const path = await asking.catch(() => null);
    post(thread, { kind: 'where', id, path });
  }

  #ended(thread: Worker): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#answerAll('internal');
    if (this.#closing) {
      this.#closed();
      return;
    }
    const { clock, log, presetServer } = this.#options;
    log.error('thread-ended', { code: 'internal' });
    const nowMs = clock.nowMs();
    const isSoon = nowMs - this.#lastEndMs < restMs;
    this.#lastEndMs = nowMs;
    const after = { wasOpen: this.#isVaultOpen };
    this.#isVaultOpen = false;
    if (!isSoon) this.#start(after);
    this.#moveServer(presetServer?.origin ?? null);
    const data = { state: 'needs-help', problem: 'internal' } as const;
    this.events.emit('push', { kind: 'push', channel: 'vault.changed', data });
  }

  /** After a rest there is another attempt, when somebody asks for something. */
  #restAndStart(): void {
    if (this.#thread || this.#closing) return;
    if (this.#options.clock.nowMs() - this.#lastEndMs >= restMs) this.#start({ wasOpen: false });
  }

  #moveServer(origin: string | null): void {
    if (origin === this.#serverOrigin) return;
    this.#serverOrigin = origin;
    this.events.emit('server', origin);
  }

  #answerAll(code: ErrorCode): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const resolve of pending) resolve(refusal(code));
  }

  async #close(): Promise<void> {
    this.#deafen.close();
    const thread = this.#thread;
    if (!thread) return;
    const isInTime = await new Promise<boolean>((resolve) => {
      const cancel = this.#options.clock.after(closeDeadlineMs, () => {
        resolve(false);
      });
      this.#closed = () => {
        cancel();
        resolve(true);
      };
      post(thread, { kind: 'close' });
    });
    this.#thread = null;
    this.#answerAll('vault-locked');
    if (isInTime) await thread.terminate();
    // Whatever it still does, the next start finds a vault that was interrupted, as after a power cut.
    else this.#options.log.error('thread-close-late', { code: 'timeout' });
  }
}

/** None of this process's options: a test runner's hooks have no place in there. */
function startMainSideThread(start: ThreadStart): Worker {
  return new Worker(threadFile, {
    execArgv: [],
    name: 'main-side',
    workerData: start,
    resourceLimits: mainSideLimits,
  });
}

function post(thread: Worker, message: ToThread): void {
  thread.postMessage(message);
}

function refusal(code: ErrorCode): IpcResponse {
  return { ok: false, error: { code } };
}
