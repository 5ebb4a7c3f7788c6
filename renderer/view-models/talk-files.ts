import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { limits } from '../../src/contract/limits.ts';
import { sendableFileName } from '../../src/domain/file-name.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { TalkBoard } from './talk-board.ts';
import { withChanged, withHanding } from './talk-list.ts';
import type { ChosenFile, FileState, Handing, TakenFile, TalkPerson } from './talk-model.ts';
import { personOf } from './talk-person.ts';

export interface TalkFilesOptions {
  readonly board: TalkBoard;
  readonly client: MediaWorkerClient;
  /** Tells this worker's numbers from those of another one. */
  readonly life: number;
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly save: HandOver | null;
  /** Keeps a file with the client; null where there is no such place. */
  readonly keep: HandOver | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Closes with the worker. */
  readonly scope: Scope;
}

const notYet: Handing = { phase: 'no' };

/** Files of one media worker, either way. */
export class TalkFiles {
  readonly #options: TalkFilesOptions;
  /** The worker's number of each file of ours, by its key here; absent while it has none. */
  readonly #numbers = new Map<string, number>();
  readonly #keys = new Map<number, string>();
  #lastOwn = 0;

  constructor(options: TalkFilesOptions) {
    this.#options = options;
    const { client, board, clock } = options;
    client.on('file.offered', ({ fileId, name, sizeBytes, ...sender }) => {
      const key = this.#name(fileId, `in ${String(fileId)}`);
      const state: FileState = { phase: 'moving', movedBytes: 0 };
      const who = personOf(sender);
      const atMs = clock.nowMs();
      board.addIncoming({ kind: 'file', key, atMs, direction: 'in', who, name, sizeBytes, state });
    });
    client.on('file.progress', ({ fileId, movedBytes }) => {
      this.#move(fileId, ({ phase }) => (phase === 'moving' ? { phase, movedBytes } : null));
    });
    client.on('file.ready', ({ fileId }) => {
      this.#move(fileId, (_state, direction) =>
        direction === 'out'
          ? { phase: 'arrived' }
          : { phase: 'here', saving: notYet, keeping: notYet },
      );
    });
    client.on('file.gone', ({ fileId, reason }) => {
      this.#move(fileId, ({ phase }) => ({
        phase: 'gone',
        reason: phase === 'here' && reason === 'cancelled' ? 'discarded' : reason,
      }));
    });
  }

  send(file: ChosenFile, who: TalkPerson & { readonly seatId: SeatId }): void {
    this.#lastOwn += 1;
    const key = this.#prefixed(`out ${String(this.#lastOwn)}`);
    const { board, clock } = this.#options;
    const isTooLarge = file.size > limits.fileBytes;
    const name = sendableFileName(file.name);
    board.add({
      kind: 'file',
      key,
      atMs: clock.nowMs(),
      direction: 'out',
      who,
      name,
      sizeBytes: file.size,
      state: isTooLarge ? { phase: 'gone', reason: 'too-large' } : { phase: 'preparing' },
    });
    if (!isTooLarge) void this.#prepare(key, file, name, who.seatId);
  }

  cancel(key: string): void {
    const { board } = this.#options;
    const fileId = this.#numbers.get(key);
    if (fileId !== undefined) {
      void this.#tellCancelled(fileId);
      return;
    }
    board.change((list) =>
      withChanged(list, 'file', key, (item) =>
        item.state.phase === 'preparing'
          ? { ...item, state: { phase: 'gone', reason: 'cancelled' } }
          : item,
      ),
    );
  }

  save(key: string): void {
    const { save } = this.#options;
    if (save) void this.#handOver(key, 'saving', save);
  }

  keep(key: string): void {
    const { keep } = this.#options;
    if (keep) void this.#handOver(key, 'keeping', keep);
  }

  /** What is here, while its worker still is; null when it cannot be had. */
  async take(key: string, name: string): Promise<TakenFile | null> {
    const fileId = this.#numbers.get(key);
    if (fileId === undefined) return null;
    try {
      const { bytes } = await this.#options.client.call('file.take', { fileId });
      return { key, name, bytes };
    } catch (error) {
      this.#options.log.warn('file-not-taken', { code: AppError.from(error).code });
      return null;
    }
  }

  async #prepare(key: string, file: ChosenFile, name: string, to: SeatId): Promise<void> {
    const { client, log, scope } = this.#options;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (this.#stateOf(key)?.phase !== 'preparing') return;
      const { fileId } = await client.call('file.send', { name, bytes, to });
      // It may have been stopped while the worker read it.
      if (this.#stateOf(key)?.phase !== 'preparing') {
        await this.#tellCancelled(fileId);
        return;
      }
      this.#numbers.set(key, fileId);
      this.#keys.set(fileId, key);
      this.#set(key, { phase: 'moving', movedBytes: 0 });
    } catch (error) {
      if (scope.isClosed) return;
      log.warn('file-not-sent', { code: AppError.from(error).code });
      this.#set(key, { phase: 'gone', reason: 'not-sent' });
    }
  }

  async #tellCancelled(fileId: number): Promise<void> {
    const { client } = this.#options;
    await client.call('file.cancel', { fileId, reason: 'cancelled' }).catch(() => undefined);
  }

  async #handOver(key: string, what: 'saving' | 'keeping', hand: HandOver): Promise<void> {
    const { client, board, log } = this.#options;
    const item = board.state.get().items.find((one) => one.key === key);
    const fileId = this.#numbers.get(key);
    if (item?.kind !== 'file' || item.state.phase !== 'here' || fileId === undefined) return;
    if (item.state[what].phase === 'busy') return;
    const show = (handing: Handing): void => {
      board.change((list) =>
        withChanged(list, 'file', key, (one) => ({
          ...one,
          state: withHanding(one.state, what, handing),
        })),
      );
    };
    show({ phase: 'busy' });
    try {
      const { bytes } = await client.call('file.take', { fileId });
      show({ phase: (await hand(item.name, bytes)) ? 'done' : 'no' });
    } catch (error) {
      const { code } = AppError.from(error);
      log.warn('file-not-handed-over', { code });
      show({ phase: 'failed', code });
    }
  }

  #move(
    fileId: number,
    next: (state: FileState, direction: 'in' | 'out') => FileState | null,
  ): void {
    const key = this.#keys.get(fileId);
    if (key === undefined) return;
    this.#options.board.change((list) =>
      withChanged(list, 'file', key, (item) => {
        const state = next(item.state, item.direction);
        return state ? { ...item, state } : item;
      }),
    );
  }

  #set(key: string, state: FileState): void {
    this.#options.board.change((list) =>
      withChanged(list, 'file', key, (item) => ({ ...item, state })),
    );
  }

  #stateOf(key: string): FileState | null {
    const item = this.#options.board.state.get().items.find((one) => one.key === key);
    return item?.kind === 'file' ? item.state : null;
  }

  #name(fileId: number, rest: string): string {
    const key = this.#prefixed(rest);
    this.#numbers.set(key, fileId);
    this.#keys.set(fileId, key);
    return key;
  }

  #prefixed(rest: string): string {
    return `file ${String(this.#options.life)} ${rest}`;
  }
}
