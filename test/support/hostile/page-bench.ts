import { createStore } from '../../../renderer/view-models/store.ts';
import type { CallModel, CallState, Person } from '../../../renderer/view-models/call-model.ts';
import { createDevicesModel } from '../../../renderer/view-models/devices.ts';
import type { DevicesModel } from '../../../renderer/view-models/devices-model.ts';
import type { RoomPorts } from '../../../renderer/view-models/room-link.ts';
import type { IdentityStore } from '../../../renderer/media/worker/identity-store.ts';
import { connectSignaling } from '../../../renderer/platform/signaling-connection.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import type { FakeClock } from '../fake-clock.ts';
import { FakeDevices } from '../fake-devices.ts';
import { fakeSelf } from '../fake-sealed-media.ts';
import { realRandom } from '../identity.ts';
import { recordingLog } from '../recording-log.ts';
import type { HostileWire } from './hostile-wire.ts';
import { NodeMediaWorkers } from './node-media-worker.ts';
import { SyntheticEngine, type FrameNet } from './synthetic-media.ts';
import { keptFlags } from '../kept-flag.ts';

/** What everybody in one room has in common. */
export interface RoomWorld {
  readonly clock: FakeClock;
  readonly wire: HostileWire;
  readonly net: FrameNet;
}

type LiveCall = Extract<CallState, { phase: 'live' }>;

/** One person's page: the real view models over a real socket and a real media worker. Loading it again makes another one. */
export class PageBench {
  readonly who: string;
  readonly world: RoomWorld;
  readonly scope = new Scope();
  readonly log = recordingLog();
  readonly workers: NodeMediaWorkers;
  readonly engine: SyntheticEngine;
  readonly devices: DevicesModel;
  readonly ports: RoomPorts;

  constructor(who: string, world: RoomWorld, identities: IdentityStore) {
    this.who = who;
    this.world = world;
    const { clock, wire, net } = world;
    const { log, scope } = this;
    this.workers = new NodeMediaWorkers({ clock, log, identities });
    this.engine = new SyntheticEngine(who, net);
    const access = new FakeDevices();
    this.devices = createDevicesModel({ access, scope, log, measureLevel: () => () => undefined });
    this.ports = {
      connect: (origin) => connectSignaling(origin, { openSocket: wire.socketOf(who), clock, log }),
      engine: this.engine,
      saveFile: () => Promise.resolve(false),
      kept: keptFlags(),
      openSealedMedia: this.workers.open,
      self: createStore(fakeSelf),
      onNetworkBack: () => () => undefined,
      clock,
      random: realRandom,
      log,
    };
  }

  /** Why something was refused here, in order: what the log has of it. */
  get refusals(): readonly unknown[] {
    return this.log.lines
      .filter(({ event }) => event === 'session-refused')
      .map(({ fields }) => fields['reason']);
  }

  /** Puts a frame of ours in. @returns what left this computer for it; null: nothing */
  async send(source: MediaSource, frame: Bytes): Promise<Bytes | null> {
    const end = await this.engine.sender(source);
    const before = end.passed.length;
    await end.put(frame);
    await this.world.net.settled();
    return end.passed[before] ?? null;
  }
}

/** The call as the screens get it. */
export function liveCall(call: CallModel): LiveCall {
  const state = call.state.get();
  if (state.phase !== 'live') throw new Error('no call');
  return state;
}

/** Somebody as the screens get them. */
export function personIn(call: CallModel, seatId: string): Person {
  const person = liveCall(call).people.find((one) => one.seatId === seatId);
  if (!person) throw new Error('nobody at that seat');
  return person;
}
