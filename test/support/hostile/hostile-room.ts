import { randomBytes } from 'node:crypto';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { MediaSource } from '../../../src/contract/signaling.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import type { ServerLimits } from '../../../server/config/server-limits.ts';
import { FakeClock } from '../fake-clock.ts';
import { TestMainSide } from '../test-main-side.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { GuestBench, GuestDevice } from './guest-bench.ts';
import { HostBench } from './host-bench.ts';
import { HostileWire } from './hostile-wire.ts';
import { liveCall, personIn, type PageBench, type RoomWorld } from './page-bench.ts';
import { FrameNet } from './synthetic-media.ts';

const patienceMs = 20_000;

/** A page that is in a call. */
export type InCall = HostBench | GuestBench;

/** A moment of real time: sockets and the keys' own threads work in it, and no fake clock waits for them. */
async function moment(ms = 2): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Enough for the tests of one file. */
const codes = Array.from({ length: 64 }, (_, number) => `HOSTILE-CODE-${number}`);

/** The real server, which knows no time but a test's. */
export class RoomServer {
  readonly clock: FakeClock;
  readonly server: TestServer;
  #used = 0;

  private constructor(server: TestServer, clock: FakeClock) {
    this.server = server;
    this.clock = clock;
  }

  static async start(changed: Partial<ServerLimits> = {}): Promise<RoomServer> {
    const clock = new FakeClock(Date.now());
    // Its clock stands still most of the time, and whoever may do so much in a second would soon have done it.
    const limits = {
      enrolmentAttemptsPerMinute: codes.length,
      callBurst: 1_000_000,
      ...changed,
    };
    const server = await startTestServer({ enrolmentCodes: codes, limits }, { clock });
    return new RoomServer(server, clock);
  }

  /** A new therapist with a session. */
  async open(): Promise<HostileRoom> {
    this.#used += 1;
    return HostileRoom.open(this.server.origin, this.clock, codes[this.#used] ?? '');
  }
}

/** One session at the real server, with a hostile one in front of it. */
export class HostileRoom implements RoomWorld {
  readonly clock: FakeClock;
  readonly wire = new HostileWire();
  readonly net = new FrameNet();
  readonly mainSide: TestMainSide;
  host: HostBench;
  readonly #pages: PageBench[] = [];

  private constructor(serverOrigin: string, clock: FakeClock) {
    this.clock = clock;
    this.mainSide = new TestMainSide(serverOrigin, clock);
    this.host = this.#newHost();
  }

  /** The therapist has enrolled and opened a session. */
  static async open(serverOrigin: string, clock: FakeClock, code: string): Promise<HostileRoom> {
    const room = new HostileRoom(serverOrigin, clock);
    await room.mainSide.enrol(code);
    room.host.model.check();
    await room.until('idle', () => room.host.model.state.get().phase === 'idle');
    room.host.model.start(room.mainSide.clientId);
    await room.until('a link', () => room.#link() !== null);
    return room;
  }

  close(): void {
    this.wire.behave();
    for (const { scope } of this.#pages) scope.close();
  }

  // People.

  /** A guest's device with a link of its own. */
  async newDevice(
    who: string,
    options: { kind?: 'app' | 'browser'; signer?: IdentitySigner } = {},
  ): Promise<GuestDevice> {
    const before = this.#link();
    this.host.model.newInvite();
    await this.until('a new link', () => this.#link() !== null && this.#link() !== before);
    const { lastSeat: seat } = this.mainSide;
    return new GuestDevice({ who, link: this.#link() ?? '', seat, kind: 'app', ...options });
  }

  /** Somebody opens a link, and wants in. */
  openPage(device: GuestDevice, href?: string): GuestBench {
    const page = new GuestBench(this, device, href);
    this.#pages.push(page);
    page.model.join();
    return page;
  }

  /** Somebody at the door, whose knock the therapist has read. */
  async knock(device: GuestDevice): Promise<GuestBench> {
    const guest = this.openPage(device);
    await this.until(`${guest.who} waits`, () => guest.model.state.get().phase === 'waiting');
    await this.until(`the knock of ${guest.who}`, () => {
      const phase = this.host.waitingAt(guest.seatId)?.knock?.phase;
      return phase === 'opened' || phase === 'refused';
    });
    return guest;
  }

  /** Somebody new, let in by hand, with keys on both sides. */
  async admit(who: string, options?: { kind?: 'app' | 'browser' }): Promise<GuestBench> {
    const guest = await this.knock(await this.newDevice(who, options));
    this.host.model.admit(guest.seatId);
    await this.untilSealed(guest);
    return guest;
  }

  /** The page is loaded again: nothing of it is left but what the tab remembers. */
  async reload(guest: GuestBench): Promise<GuestBench> {
    guest.scope.close();
    await this.quiet();
    const again = this.openPageAgain(guest.device);
    await this.untilSealed(again);
    return again;
  }

  /** A page that comes back by itself, by what the tab remembers. */
  openPageAgain(device: GuestDevice): GuestBench {
    const page = new GuestBench(this, device, device.link.replace(/#.*$/u, ''));
    this.#pages.push(page);
    return page;
  }

  /** The therapist's app is started again, and finds its session. */
  async restartHost(): Promise<void> {
    this.host.scope.close();
    await this.pass(1_000);
    this.host = this.#newHost();
    this.host.model.check();
    await this.until('the session', () => this.host.model.state.get().phase === 'open');
  }

  // What is seen.

  /** Until somebody and the therapist have each other's keys. */
  async untilSealed(guest: GuestBench): Promise<void> {
    await this.until(`keys of ${guest.who}`, () => this.isSealed(guest));
    await this.quiet();
  }

  isSealed(guest: GuestBench): boolean {
    const { host } = this;
    const own = guest.model.call.state.get();
    const others = host.model.call.state.get();
    if (own.phase !== 'live' || others.phase !== 'live') return false;
    const atHost = others.people.find(({ seatId }) => seatId === guest.seatId);
    const isIn = own.encryption?.maySend === true && atHost?.keys === 'held';
    return isIn && own.people.every(({ keys }) => keys === 'held');
  }

  /** Whether one sees a fresh picture of the other's, unchanged. */
  async sees(viewer: InCall, other: InCall): Promise<boolean> {
    const frame = newFrame();
    await this.until('a track', () => this.receivers(viewer, other).length > 0);
    await other.send('camera', frame);
    return this.receivers(viewer, other).some(({ passed }) => {
      const last = passed.at(-1);
      return last !== undefined && Buffer.from(last).equals(frame);
    });
  }

  receivers(viewer: InCall, other: InCall, source: MediaSource = 'camera') {
    return this.net.receivers(viewer.who, other.who, source);
  }

  callOf(page: InCall) {
    return liveCall(page.model.call);
  }

  person(viewer: InCall, seatId: SeatId) {
    return personIn(viewer.model.call, seatId);
  }

  // Time.

  /** Time goes by, half a second at a time, and everything that it brings about happens. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      await this.clock.advance(Math.min(500, left));
      await this.quiet();
    }
  }

  /** Until nothing is under way any more. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 2;) {
      const before = this.wire.passed;
      await moment();
      await this.wire.flush();
      calm = this.#isBusy() || this.wire.passed !== before ? 0 : calm + 1;
    }
  }

  /** Until it is so, in real time. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!isSo()) {
      if (Date.now() > until) throw new Error(`waited in vain for ${what}: ${this.#describe()}`);
      await moment();
    }
  }

  /** Where everybody stands, for a test that waits in vain. */
  #describe(): string {
    const pages = this.#pages.map((page) => ({
      who: page.who,
      state: page instanceof GuestBench ? page.model.state.get() : null,
      busy: page.workers.busy,
      log: page.log.lines.map(({ event, fields }) => [event, fields]),
    }));
    return JSON.stringify({ state: this.host.model.state.get(), wire: this.wire.busy, pages });
  }

  #isBusy(): boolean {
    const inPages = this.#pages.some(({ workers }) => workers.busy > 0);
    return this.wire.busy > 0 || this.host.asked > 0 || inPages;
  }

  #newHost(): HostBench {
    const host = new HostBench(this, this.mainSide);
    this.#pages.push(host);
    return host;
  }

  #link(): string | null {
    const state = this.host.model.state.get();
    return state.phase === 'open' && state.invite.phase === 'ready' ? state.invite.link : null;
  }
}

/** A VP8 key frame that is like no other. */
export function newFrame(): Bytes {
  const frame = new Uint8Array(randomBytes(120));
  frame[0] = (frame[0] ?? 0) & 0xfe;
  return frame;
}
