import type { PushData, PushInput, PushName } from '../../../src/contract/contract.ts';
import type { closeCodes } from '../../../src/contract/signaling-wire.ts';
import { signaling, type Signaling } from '../../../src/contract/signaling.ts';
import type { Link } from '../../../server/room/link.ts';

/** A connection that remembers what was pushed over it, parsed by the contract. */
export class FakeLink implements Link {
  readonly closedWith: (keyof typeof closeCodes)[] = [];
  readonly #pushes: { readonly name: string; readonly data: unknown }[] = [];

  get names(): readonly string[] {
    return this.#pushes.map(({ name }) => name);
  }

  push<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void {
    this.#pushes.push({ name, data: signaling[name].data.parse(data) });
  }

  close(reason: keyof typeof closeCodes): void {
    this.closedWith.push(reason);
  }

  /** Pushes of that name so far, oldest first. */
  all<K extends PushName<Signaling>>(name: K): readonly PushData<Signaling, K>[] {
    return this.#pushes
      .filter((push) => push.name === name)
      .map(({ data }) => data as PushData<Signaling, K>);
  }

  /** Forgets what was pushed so far. */
  clear(): void {
    this.#pushes.length = 0;
  }
}
