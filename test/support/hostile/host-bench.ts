import type { ShieldRule } from '../../../src/contract/capture-schema.ts';
import { createStore } from '../../../renderer/view-models/store.ts';
import { createIpcClient } from '../../../renderer/platform/ipc-client.ts';
import { HostSession } from '../../../renderer/view-models/host-session.ts';
import type { WaitingPerson } from '../../../renderer/view-models/host-session-model.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { namesOf } from '../../../src/contract/contract.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { TestMainSide } from '../test-main-side.ts';
import { PageBench, type RoomWorld } from './page-bench.ts';

/** A therapist's page keeps nothing: its main side does. */
const noStore = {
  read: () => Promise.reject(new Error('no storage')),
  keep: () => Promise.reject(new Error('no storage')),
};

/** The therapist's page over a main side that outlives it. */
export class HostBench extends PageBench {
  readonly model: HostSession;
  readonly mainSide: TestMainSide;
  /** Calls of the main side under way. */
  asked = 0;

  constructor(world: RoomWorld, mainSide: TestMainSide) {
    super('host', world, noStore);
    this.mainSide = mainSide;
    const handle = async (request: unknown): Promise<unknown> => {
      this.asked += 1;
      try {
        return await mainSide.handle(request);
      } finally {
        this.asked -= 1;
      }
    };
    const calls = Object.fromEntries(namesOf(ipc, 'call').map((name) => [name, handle]));
    const bridge = { calls, pushes: { 'vault.changed': () => () => undefined } };
    const { clock } = world;
    const { ports, devices, scope, log } = this;
    this.model = new HostSession({
      ipc: createIpcClient({ bridge, clock, log }),
      ports,
      devices,
      rule: createStore<ShieldRule>('warn'),
      scope,
    });
  }

  get seatId(): SeatId {
    return this.world.wire.seatOf(this.who);
  }

  get open() {
    const state = this.model.state.get();
    if (state.phase !== 'open') throw new Error(`the session is ${state.phase}`);
    return state;
  }

  /** Somebody at the door, as the screens get them. */
  waitingAt(seatId: SeatId): WaitingPerson | undefined {
    const state = this.model.state.get();
    return state.phase === 'open'
      ? state.waiting.find((person) => person.seatId === seatId)
      : undefined;
  }
}
