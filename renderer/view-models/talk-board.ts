import { createStore, type WritableStore } from './store.ts';
import type { TalkList } from './talk-list.ts';
import { withItem } from './talk-list.ts';
import { nothingSaid, type TalkItem, type TalkState } from './talk-model.ts';

/** What a person sees of chat and files, and whether they are looking. */
export class TalkBoard {
  readonly state: WritableStore<TalkState> = createStore(nothingSaid);
  #isLooking = false;

  /** Puts something of one's own at the end. */
  add(item: TalkItem): void {
    this.change((list) => withItem(list, item));
  }

  /** Puts something at the end that came in. */
  addIncoming(item: TalkItem): void {
    const { items, unread } = this.state.get();
    this.show({ items: withItem(items, item), unread: this.#isLooking ? 0 : unread + 1 });
  }

  change(change: (list: TalkList) => TalkList): void {
    const { items } = this.state.get();
    const changed = change(items);
    if (changed !== items) this.show({ items: changed });
  }

  show(change: Partial<TalkState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }

  setLooking(isLooking: boolean): void {
    this.#isLooking = isLooking;
    if (isLooking && this.state.get().unread > 0) this.show({ unread: 0 });
  }

  clear(): void {
    this.state.set(nothingSaid);
  }
}
