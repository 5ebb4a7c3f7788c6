import type { Scope } from '../../src/base/scope.ts';
import { GUEST_IPC_PROTOCOL, type Arrival } from '../../src/contract/guest-ipc.ts';
import type { GuestAdvice } from '../../src/contract/guest-computer-calls.ts';
import { isOver, type GuestState } from '../../src/domain/guest-journey.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { GuestAppClient } from '../platform/guest-app-client.ts';
import { createAppState, type AppState } from './app-state.ts';
import type { OwnCapture } from './capture-model.ts';
import type { GuestAppModel, GuestAppState, Interruption } from './guest-app-model.ts';
import type { GuestModels } from './models.ts';
import { createStore, type Store } from './store.ts';

/** What a guest's way tells the app around it. */
export interface InviteEvents {
  /** The invite has served, or is of no use. */
  readonly onServed: () => void;
  /** This device's key is gone with the app. */
  readonly onPassingKey: () => void;
}

export interface OpenedAppOptions {
  readonly client: GuestAppClient;
  /** The guest's way by this invite. */
  readonly follow: (link: string, events: InviteEvents) => GuestModels;
  /** Loads the page again: every invite begins with a page that knows nothing of another one. */
  readonly reload: () => void;
  /** What the app has found of its window. */
  readonly capture: OwnCapture;
  /** Taken over: it ends with this. */
  readonly scope: Scope;
}

/** Asks what the app was opened with, and goes that way. */
export class OpenedApp implements GuestAppModel {
  readonly app: Store<AppState>;
  readonly state = createStore<GuestAppState>({ phase: 'checking' });
  readonly interruption = createStore<Interruption | null>(null);
  readonly isKeyPassing = createStore(false);
  readonly advice = createStore<readonly GuestAdvice[]>([]);
  readonly #options: OpenedAppOptions;
  readonly capture: OwnCapture;
  readonly #scope: Scope;
  #arrivedLink: string | null = null;
  /** What came before it was known what there is. */
  #early: Arrival | null = null;

  constructor(options: OpenedAppOptions) {
    const { client } = options;
    this.#options = options;
    this.capture = options.capture;
    this.#scope = options.scope;
    this.app = createAppState(() => client.call('app.status', {}), GUEST_IPC_PROTOCOL);
    this.#begin().catch((error: unknown) => {
      this.state.set({ phase: 'failed', code: AppError.from(error).code });
    });
  }

  openPasted(text: string): void {
    if (this.state.get().phase === 'no-link') this.#open(text.trim());
  }

  openArrived(): void {
    const now = this.interruption.get();
    if (this.#arrivedLink === null || now?.kind !== 'link' || now.isOpening) return;
    this.interruption.set({ kind: 'link', isOpening: true, failed: null });
    const current = this.state.get();
    if (current.phase === 'invited') current.models.guest.leave();
    this.#use(this.#arrivedLink).catch((error: unknown) => {
      const failed = AppError.from(error).code;
      this.interruption.set({ kind: 'link', isOpening: false, failed });
    });
  }

  stay(): void {
    this.#arrivedLink = null;
    this.interruption.set(null);
    this.#options.client.call('guest.decline', {}).catch(() => undefined);
  }

  dismissAdvice(advice: GuestAdvice): void {
    this.advice.set(this.advice.get().filter((one) => one !== advice));
  }

  dismissPassingKey(): void {
    this.isKeyPassing.set(false);
  }

  close(): void {
    this.#scope.close();
  }

  async #begin(): Promise<void> {
    const { client } = this.#options;
    this.#scope.own(
      client.on('guest.opened', (arrival) => {
        this.#take(arrival);
      }),
    );
    const { link, arrived } = await client.call('guest.link', {});
    if (this.#scope.isClosed) return;
    this.state.set(
      link === null
        ? { phase: 'no-link', isOpening: false, failed: null }
        : { phase: 'invited', models: this.#follow(link) },
    );
    const waiting = this.#early ?? arrived;
    if (waiting) this.#take(waiting);
    await this.#lookAtComputer();
  }

  /** Nobody waits for it, and the way goes on without. */
  async #lookAtComputer(): Promise<void> {
    const { client } = this.#options;
    const { advice } = await client.call('guest.computer', {}).catch(() => ({ advice: [] }));
    if (this.#scope.isClosed) return;
    this.advice.set(advice);
    this.#dropPassed();
  }

  /** Whoever has a place at the server gets through to it: nothing stands between any more. */
  #dropPassed(): void {
    const state = this.state.get();
    if (state.phase !== 'invited' || !hasPlace(state.models.guest.state.get())) return;
    this.advice.set(this.advice.get().filter(({ reason }) => reason !== 'portal'));
  }

  #follow(link: string): GuestModels {
    const models = this.#options.follow(link, {
      onServed: () => {
        // It is of no use any more; that the main side does not hear of it changes nothing.
        this.#options.client.call('guest.forget-link', {}).catch(() => undefined);
      },
      onPassingKey: () => {
        this.isKeyPassing.set(true);
      },
    });
    this.#scope.own(() => {
      models.close();
    });
    this.#scope.own(
      models.guest.state.subscribe(() => {
        this.#dropPassed();
      }),
    );
    return models;
  }

  #take(arrival: Arrival): void {
    const { phase } = this.state.get();
    if (phase === 'checking') {
      this.#early = arrival;
    } else if (phase === 'no-link') {
      if (arrival.kind === 'link') this.#open(arrival.link);
      else this.state.set({ phase, isOpening: false, failed: 'invite-invalid' });
    } else if (arrival.kind === 'unusable') {
      this.interruption.set({ kind: 'unusable' });
    } else {
      this.#arrivedLink = arrival.link;
      this.interruption.set({ kind: 'link', isOpening: false, failed: null });
      if (!isUnderWay(this.state.get())) this.openArrived();
    }
  }

  #open(text: string): void {
    this.state.set({ phase: 'no-link', isOpening: true, failed: null });
    this.#use(text).catch((error: unknown) => {
      this.state.set({ phase: 'no-link', isOpening: false, failed: AppError.from(error).code });
    });
  }

  /** Not before the record and files of this session are put away: the page that has them goes. */
  async #settled(): Promise<void> {
    const state = this.state.get();
    const isSettling = state.phase === 'invited' && state.models.guest.isSettling;
    if (isSettling) await untilFalse(isSettling, this.#scope);
  }

  /** The shell may load the page again before this is answered; then nothing here matters any more. */
  async #use(link: string): Promise<void> {
    await this.#settled();
    await this.#options.client.call('guest.use-link', { link });
    this.#options.reload();
  }
}

function hasPlace({ phase }: GuestState): boolean {
  return phase === 'waiting' || phase === 'in-call';
}

/** Whether somebody would be torn out of something: nobody but the person decides that then. */
function isUnderWay(state: GuestAppState): boolean {
  if (state.phase !== 'invited') return false;
  const guest = state.models.guest.state.get();
  return !isOver(guest) && guest.phase !== 'device-check' && guest.phase !== 'reading-link';
}

async function untilFalse(store: Store<boolean>, scope: Scope): Promise<void> {
  const waiting = scope.child();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!store.get()) resolve();
    };
    waiting.own(resolve);
    waiting.own(store.subscribe(look));
    look();
  });
  waiting.close();
}
