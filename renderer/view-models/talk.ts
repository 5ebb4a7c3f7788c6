import type { Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { KeptFlag } from '../platform/kept-flags.ts';
import { Aside } from './aside.ts';
import type { TrickleToRelay } from './file-carrier.ts';
import { carryFiles, loadCarrier } from './late-carrier.ts';
import { TalkBoard } from './talk-board.ts';
import { TalkChat } from './talk-chat.ts';
import { TalkFiles } from './talk-files.ts';
import { unsavedFiles, withoutWorker, withSeats } from './talk-list.ts';
import type { ChosenFile, TakenFile, TalkModel } from './talk-model.ts';
import { peopleOf, personOf } from './talk-person.ts';

export interface TalkOptions {
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly save: HandOver | null;
  /** Keeps a file with the client; null where there is no such place. */
  readonly keep: HandOver | null;
  readonly turnedAway: KeptFlag;
  /** Whether the call has a hard time just now. */
  readonly isCallPoor: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** A media worker, and what leads from it to the others. */
export interface TalkWay {
  readonly client: MediaWorkerClient;
  readonly trickle: TrickleToRelay;
  /** Closes with the worker. */
  readonly scope: Scope;
}

/** Chat and files of one session, over as many media workers as it takes. */
export class Talk implements TalkModel {
  readonly canSave: boolean;
  readonly canKeep: boolean;
  readonly aside: Aside;
  readonly #options: TalkOptions;
  readonly #board = new TalkBoard();
  #life = 0;
  #now: { readonly chat: TalkChat; readonly files: TalkFiles } | null = null;

  constructor(options: TalkOptions) {
    this.#options = options;
    this.aside = new Aside(options.turnedAway);
    this.canSave = options.save !== null;
    this.canKeep = options.keep !== null;
  }

  get state() {
    return this.#board.state;
  }

  /** A worker, in the place of the last one if there was one: what that one held is gone. */
  attach(way: TalkWay): void {
    const { client, scope } = way;
    const board = this.#board;
    this.#life += 1;
    const life = this.#life;
    board.change(withoutWorker);
    const now = {
      chat: new TalkChat(board, this.#options.clock, client, life),
      files: new TalkFiles({ ...this.#options, board, client, scope, life }),
    };
    this.#now = now;
    carryFiles({ ...this.#options, ...way }, loadCarrier);
    this.aside.attach(client);
    client.on('session.state', (group) => {
      board.change((list) => withSeats(list, group.members.map(personOf)));
      board.show(peopleOf(group));
    });
    const nobody = { hasListeners: false, receivers: [] };
    client.on('session.removed', () => {
      board.show(nobody);
    });
    scope.own(() => {
      this.aside.detach(client);
      if (this.#now !== now) return;
      this.#now = null;
      board.change(withoutWorker);
      board.show(nobody);
    });
  }

  /** Takes out the files that are here and lie nowhere else, while the worker that holds them is still there. */
  async takeUnsaved(): Promise<readonly TakenFile[]> {
    const files = this.#now?.files;
    if (!files) return [];
    const unsaved = unsavedFiles(this.state.get().items);
    const taken = await Promise.all(unsaved.map(({ key, name }) => files.take(key, name)));
    return taken.filter((file) => file !== null);
  }

  get hasUnsaved(): boolean {
    return unsavedFiles(this.state.get().items).length > 0;
  }

  /** The session is over: nothing of it stays but what was told quietly and has to be read. */
  over(): void {
    this.#board.clear();
    this.aside.over();
  }

  /** Nothing of it stays. */
  clear(): void {
    this.#board.clear();
    this.aside.clear();
  }

  async say(text: string): Promise<ErrorCode | null> {
    try {
      if (!this.#now) throw new AppError('not-found', 'no session');
      await this.#now.chat.say(text);
      return null;
    } catch (error) {
      return AppError.from(error).code;
    }
  }

  sendFile(file: ChosenFile, to: SeatId): void {
    const who = this.state.get().receivers.find(({ seatId }) => seatId === to);
    if (who) this.#now?.files.send(file, who);
  }

  cancelFile(key: string): void {
    this.#now?.files.cancel(key);
  }

  saveFile(key: string): void {
    this.#now?.files.save(key);
  }

  keepFile(key: string): void {
    this.#now?.files.keep(key);
  }

  setLooking(isLooking: boolean): void {
    this.#board.setLooking(isLooking);
  }
}
