import type { Clock } from '../../src/base/ports.ts';
import type { CardField, ClosedCard, OpenCard } from '../../src/contract/card-calls.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { VaultState } from './vault-model.ts';

/** Without use, an open card closes by itself after this time: enough for a call to the emergency services. */
export const cardClosesAfterMs = 5 * 60_000;

export type CardState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly code: ErrorCode }
  | {
      readonly phase: 'ready';
      readonly closed: ClosedCard;
      /** What stands on it; null while it is sealed. */
      readonly opened: OpenCard | null;
      /** How writing on it, or opening it, stands. */
      readonly deed: CardDeed;
    };

export type CardDeed =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The sealed card of one client. What stands on it is here while it is open, and not before or after. */
export interface CardModel {
  readonly state: Store<CardState>;
  /** Reads (again) what is known of it without opening it. */
  load(): void;
  /** Puts a field in, or takes it out (null), without opening the card. Resolves with whether it is kept. */
  write(field: CardField, text: string | null): Promise<boolean>;
  /** Resolves with whether it is open. The reason is put down before anything is shown. */
  open(reason: string): Promise<boolean>;
  /** Somebody uses the open card: it stays open for a while from now on. */
  touch(): void;
  /** Forgets what stands on it. Opening it again takes another reason. Idempotent. */
  close(): void;
  clearFailure(): void;
}

export interface CardModelOptions {
  readonly ipc: IpcClient;
  readonly clock: Clock;
  /** The card closes when this is not open any more. */
  readonly vault: Store<Pick<VaultState, 'phase'>>;
}

const idle = { phase: 'idle' } as const;

export function createCardModel(options: CardModelOptions, clientId: ClientId): CardModel {
  return new SealedCardModel(options, clientId);
}

class SealedCardModel implements CardModel {
  readonly #store = createStore<CardState>({ phase: 'loading' });
  readonly #options: CardModelOptions;
  readonly #clientId: ClientId;
  readonly #reading = new LatestTask();
  /** Counts the closings: what was asked for before one is not shown after it. */
  #closings = 0;
  #stopWatching: (() => void) | null = null;
  #stopTimer: (() => void) | null = null;

  constructor(options: CardModelOptions, clientId: ClientId) {
    this.#options = options;
    this.#clientId = clientId;
  }

  get state(): Store<CardState> {
    return this.#store;
  }

  load(): void {
    if (this.#store.get().phase === 'failed') this.#store.set({ phase: 'loading' });
    this.#reading.start(
      () => this.#options.ipc.call('card.status', { clientId: this.#clientId }),
      (closed) => {
        const now = this.#store.get();
        if (now.phase === 'ready') this.#store.set({ ...now, closed });
        else this.#store.set({ phase: 'ready', closed, opened: null, deed: idle });
      },
      ({ code }) => {
        if (this.#store.get().phase !== 'ready') this.#store.set({ phase: 'failed', code });
      },
    );
  }

  async write(field: CardField, text: string | null): Promise<boolean> {
    const closings = this.#closings;
    return this.#do(async () => {
      const request = { clientId: this.#clientId, field, text };
      const closed = await this.#options.ipc.call('card.write', request);
      const now = this.#store.get();
      if (now.phase !== 'ready') return;
      const isSame = closings === this.#closings;
      const opened = now.opened && isSame ? withField(now.opened, closed, field, text) : now.opened;
      this.#store.set({ ...now, closed, opened });
      this.touch();
    });
  }

  async open(reason: string): Promise<boolean> {
    const closings = this.#closings;
    let isShown = false;
    const isDone = await this.#do(async () => {
      // From now on: who locks meanwhile has put it away, though the vault may be open again by the answer.
      this.#watch();
      const request = { clientId: this.#clientId, reason };
      const opened = await this.#options.ipc.call('card.open', request);
      const now = this.#store.get();
      const closed = closedOf(opened);
      if (now.phase !== 'ready') return;
      // Put away, or locked, while it was on its way: nobody is there to read it.
      isShown = closings === this.#closings && this.#options.vault.get().phase === 'open';
      this.#store.set({ ...now, closed, opened: isShown ? opened : null });
      if (isShown) this.touch();
    });
    if (!this.#isOpen()) this.#stopWatching?.();
    return isDone && isShown;
  }

  touch(): void {
    if (!this.#isOpen()) return;
    this.#stopTimer?.();
    this.#stopTimer = this.#options.clock.after(cardClosesAfterMs, () => {
      this.close();
    });
  }

  close(): void {
    this.#closings += 1;
    this.#stopTimer?.();
    this.#stopWatching?.();
    this.#stopTimer = null;
    this.#stopWatching = null;
    const now = this.#store.get();
    if (now.phase === 'ready' && now.opened) this.#store.set({ ...now, opened: null });
  }

  clearFailure(): void {
    const now = this.#store.get();
    if (now.phase === 'ready' && now.deed.phase === 'failed') {
      this.#store.set({ ...now, deed: idle });
    }
  }

  #watch(): void {
    const { vault } = this.#options;
    this.#stopWatching?.();
    this.#stopWatching = vault.subscribe(() => {
      if (vault.get().phase !== 'open') this.close();
    });
  }

  #isOpen(): boolean {
    const now = this.#store.get();
    return now.phase === 'ready' && now.opened !== null;
  }

  async #do(deed: () => Promise<void>): Promise<boolean> {
    const before = this.#store.get();
    // Enter pressed twice is one opening, with one reason: nobody takes the other away again.
    if (before.phase === 'ready' && before.deed.phase === 'busy') return false;
    // An answer that is still on its way would be older.
    this.#reading.stop();
    this.#setDeed({ phase: 'busy' });
    try {
      await deed();
      this.#setDeed(idle);
      return true;
    } catch (error) {
      this.#setDeed({ phase: 'failed', code: AppError.from(error).code });
      return false;
    }
  }

  #setDeed(deed: CardDeed): void {
    const now = this.#store.get();
    if (now.phase === 'ready') this.#store.set({ ...now, deed });
  }
}

/** What an open card tells that a closed one may as well. */
function closedOf({ fields, openings, timesOpened }: OpenCard): ClosedCard {
  return {
    filled: fields.map(({ field, writtenAtMs }) => ({ field, writtenAtMs })),
    openings: openings.map(({ number, openedAtMs }) => ({ number, openedAtMs })),
    timesOpened,
  };
}

/** The open card as it is after one of its fields was written. */
function withField(
  opened: OpenCard,
  closed: ClosedCard,
  written: CardField,
  text: string | null,
): OpenCard {
  const before = new Map(opened.fields.map((one) => [one.field, one.text]));
  const fields = closed.filled.map(({ field, writtenAtMs }) => ({
    field,
    writtenAtMs,
    text: field === written ? text : (before.get(field) ?? null),
  }));
  return { ...opened, fields };
}
