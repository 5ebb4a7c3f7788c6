import { createGuestMemory } from '../../../renderer/platform/guest-memory.ts';
import { createTabStorage } from '../../../renderer/platform/tab-storage.ts';
import type { IdentityStore } from '../../../renderer/media/worker/identity-store.ts';
import { entranceByAddress } from '../../../renderer/view-models/guest-entrance.ts';
import { Guest } from '../../../renderer/view-models/guest.ts';
import type { GuestSeal } from '../../../renderer/view-models/guest-sealing.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { Seat } from '../../../src/contract/seat-schema.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import { newSigner } from '../identity.ts';
import { statementOf } from '../worker-bench.ts';
import { PageBench, type RoomWorld } from './page-bench.ts';

/** A guest's device: what outlives a page. */
export class GuestDevice {
  readonly who: string;
  readonly link: string;
  /** Of the invite, as the therapist's vault had it when it was made. */
  readonly seat: Seat;
  readonly kind: 'app' | 'browser';
  readonly signer: IdentitySigner;
  readonly identities: IdentityStore;
  readonly storage = createTabStorage(() => {
    throw new Error('no storage in this test');
  });

  constructor(options: {
    readonly who: string;
    readonly link: string;
    readonly seat: Seat;
    readonly kind: 'app' | 'browser';
    readonly signer?: IdentitySigner;
  }) {
    const { who, link, seat, kind } = options;
    this.who = who;
    this.link = link;
    this.seat = seat;
    this.kind = kind;
    this.signer = options.signer ?? newSigner();
    this.identities = memoryStore();
  }

  /** What the guest app's main side does for its page. */
  get seal(): GuestSeal {
    if (this.kind === 'browser') return { kind: 'browser' };
    const { signer } = this;
    return {
      kind: 'app',
      identity: {
        publicKey: () => Promise.resolve({ publicKey: signer.publicKey, isNew: false }),
        sign: (wanted, { room }) =>
          signer.sign(statementOf(wanted, { role: 'guest', identityKey: signer.publicKey, room })),
      },
    };
  }
}

/** A guest's page. */
export class GuestBench extends PageBench {
  readonly device: GuestDevice;
  readonly model: Guest;

  constructor(world: RoomWorld, device: GuestDevice, href = device.link) {
    super(device.who, world, device.identities);
    this.device = device;
    let address = href;
    const { ports, devices, scope } = this;
    this.model = new Guest({
      ports,
      readEntrance: entranceByAddress({
        href: () => address,
        forgetFragment: () => {
          address = address.replace(/#.*$/u, '');
        },
      }),
      memory: createGuestMemory(device.storage),
      seal: device.seal,
      devices,
      scope,
    });
    scope.own(this.model.state.subscribe(() => void this.#see()));
  }

  /** Where there is no screen, the first picture is seen as soon as there could be one. */
  async #see(): Promise<void> {
    await Promise.resolve();
    if (this.model.state.get().phase === 'in-call') this.model.call.pictureShown();
  }

  get seatId(): SeatId {
    return this.world.wire.seatOf(this.who);
  }
}

/** IndexedDB, as far as identities use it. */
function memoryStore(): IdentityStore {
  const kept = new Map<string, CryptoKeyPair>();
  return {
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    keep: (name, pair) => {
      const found = kept.get(name) ?? pair;
      kept.set(name, found);
      return Promise.resolve(found);
    },
  };
}
