import type { AsideSaid } from '../../src/crypto/messages/talk-payload.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import type { KeptFlag } from '../platform/kept-flags.ts';
import { nothingTold, type AsideModel, type AsideState, type ToldAside } from './aside-model.ts';
import { createStore, type WritableStore } from './store.ts';
import type { TalkPerson } from './talk-model.ts';
import { personOf } from './talk-person.ts';

/** Turning away, over as many media workers as a session takes, and over a reload of the page. */
export class Aside implements AsideModel {
  readonly state: WritableStore<AsideState>;
  readonly #kept: KeptFlag;
  #client: MediaWorkerClient | null = null;

  constructor(kept: KeptFlag) {
    this.#kept = kept;
    this.state = createStore<AsideState>({ ...nothingTold, isAway: kept.read() });
  }

  /** A worker, in the place of the last one if there was one. That one may have told nobody. */
  attach(client: MediaWorkerClient): void {
    this.#client = client;
    client.on('aside.told', ({ said, ...sender }) => {
      this.#hear(personOf(sender), said);
    });
    client.on('aside.heard', ({ said }) => {
      const { told } = this.state.get();
      if (told?.said === said) this.#show({ told: { said, isHeard: true } });
    });
    client.on('session.state', ({ members }) => {
      this.#seat(members.map(personOf));
    });
    const { told } = this.state.get();
    if (told && !(told.said === 'back' && told.isHeard)) this.#tell(told.said);
  }

  /** There is no worker any more. */
  detach(client: MediaWorkerClient): void {
    if (this.#client === client) this.#client = null;
  }

  turnAway(): void {
    if (this.state.get().isAway) return;
    this.#turn(true);
    this.#tell('away');
  }

  callForHelp(): void {
    this.#turn(true);
    // Pressed again, it is told again only while nobody has heard it.
    const { told } = this.state.get();
    if (told?.said !== 'not-safe') this.#tell('not-safe');
  }

  comeBack(): void {
    if (!this.state.get().isAway) return;
    this.#turn(false);
    this.#tell('back');
  }

  dismiss(participant: string): void {
    const { others } = this.state.get();
    this.#show({ others: others.filter(({ who }) => who.participant !== participant) });
  }

  /** The session is over. A call for help that nobody has put away may not have been read, and outlives it. */
  over(): void {
    const calls = this.state.get().others.filter(({ said }) => said === 'not-safe');
    this.clear();
    this.#show({ others: calls });
  }

  /** Nothing of a session stays but that one has turned away, for nobody has said that they left. */
  clear(): void {
    this.state.set({ ...nothingTold, isAway: this.state.get().isAway });
  }

  #turn(isAway: boolean): void {
    this.#kept.write(isAway);
    this.#show({ isAway });
  }

  #tell(said: AsideSaid): void {
    this.#show({ told: { said, isHeard: false } });
    // A worker that is just breaking is followed by one that is told when it is attached.
    this.#client?.call('aside.say', { said }).catch(() => undefined);
  }

  #hear(who: TalkPerson, said: AsideSaid): void {
    const { others } = this.state.get();
    const before = others.find((one) => one.who.participant === who.participant);
    const rest = others.filter((one) => one !== before);
    const after = afterHearing(before, who, said);
    this.#show({ others: after ? [...rest, after] : rest });
  }

  /** Seats change, people do not. */
  #seat(people: readonly TalkPerson[]): void {
    const { others } = this.state.get();
    const changed = others.map((one) => {
      const now = people.find(({ participant }) => participant === one.who.participant);
      return now?.seatId ? { ...one, who: now } : one;
    });
    if (others.length > 0) this.#show({ others: changed });
  }

  #show(change: Partial<AsideState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}

/** A call for help is not undone by whatever is told after it: only whoever reads it puts it away. */
function afterHearing(
  before: ToldAside | undefined,
  who: TalkPerson,
  said: AsideSaid,
): ToldAside | null {
  if (said === 'not-safe') return { who, said, isBack: false };
  if (before?.said === 'not-safe') return { ...before, who, isBack: said === 'back' };
  return said === 'back' ? null : { who, said, isBack: false };
}
