import { describe, expect, it, vi } from 'vitest';
import { createGuestMemory } from '../../../renderer/platform/guest-memory.ts';
import { createTabStorage } from '../../../renderer/platform/tab-storage.ts';
import { createDevicesModel } from '../../../renderer/view-models/devices.ts';
import { entranceByAddress } from '../../../renderer/view-models/guest-entrance.ts';
import { Guest } from '../../../renderer/view-models/guest.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { deriveAdmission, formatInviteLink } from '../../../src/crypto/invite.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { FakeDevices } from '../../support/fake-devices.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { FakeEngine, presenceOf } from '../../support/fake-media.ts';
import { fakeSelf, FakeSealedMedia } from '../../support/fake-sealed-media.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';
import { recordingLog } from '../../support/recording-log.ts';

const secretBytes = new Uint8Array(32).fill(7);
const room = testId<string>(5);
const link = formatInviteLink({
  serverOrigin: 'https://rooms.example',
  room,
  secret: new SecretBytes(secretBytes.slice()),
  therapistFingerprint: new Uint8Array(16).fill(8),
});
const capabilities = { codecs: [], headerExtensions: [] };

function ticket(seat: number) {
  return {
    seatId: testId(seat),
    resumeToken: testBytes32(seat),
    routerRtpCapabilities: capabilities,
  };
}

const welcoming: Answers = {
  'seat.redeem': () => ticket(1),
  'seat.resume': () => ticket(1),
};

/** A browser tab: what it remembers outlives the pages in it. */
function tab(answers: Answers = welcoming) {
  const storage = createTabStorage(() => {
    throw new Error('no storage in this test');
  });
  const server = { answers, refused: null as AppError | null };
  const connections: FakeConnection[] = [];
  const clock = new FakeClock();
  function open(address: string, { supported = true } = {}) {
    const scope = new Scope();
    const log = recordingLog();
    const access = new FakeDevices();
    const engine = new FakeEngine();
    const media = new FakeSealedMedia();
    engine.supported = supported;
    let href = address;
    const devices = createDevicesModel({ access, scope, log, measureLevel: () => () => undefined });
    const guest = new Guest({
      ports: {
        connect: () => {
          if (server.refused) return Promise.reject(server.refused);
          const connection = new FakeConnection({
            'seat.knock': () => ({ isWaiting: true }),
            ...server.answers,
          });
          connections.push(connection);
          return Promise.resolve(connection);
        },
        engine,
        openSealedMedia: media.open,
        self: fakeSelf,
        saveFile: () => Promise.resolve(true),
        onNetworkBack: () => () => undefined,
        clock,
        random: countingRandom(),
        log,
      },
      readEntrance: entranceByAddress({
        href: () => href,
        forgetFragment: () => {
          href = href.replace(/#.*$/u, '');
        },
      }),
      memory: createGuestMemory(storage),
      seal: { kind: 'browser' },
      devices,
      scope,
    });
    return { media, guest, scope, access, engine, devices, log, href: () => href };
  }
  const last = (): FakeConnection => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection yet');
    return connection;
  };
  return { open, server, connections, clock, storage, last };
}

async function waiting(answers: Answers = welcoming) {
  const browser = tab(answers);
  const page = browser.open(link);
  page.guest.join();
  await joined(page.guest);
  return { ...browser, ...page };
}

/** The key derivation takes real time. */
async function joined(guest: Guest): Promise<void> {
  await vi.waitFor(() => {
    expect(guest.state.get().phase).not.toBe('joining');
  });
  await settle();
}

async function inCall(answers: Answers = welcoming) {
  const all = await waiting(answers);
  all.last().push('seat.admitted', presenceOf(1));
  await settle();
  return all;
}

describe('opening the link', () => {
  it('takes the secret out of the address before anything else, and opens the devices', async () => {
    const { guest, href, devices } = tab().open(link);
    expect(href()).toBe(`https://rooms.example/j/${room}`);
    expect(guest.state.get()).toEqual({ phase: 'device-check', failed: null });
    await settle();
    expect(devices.state.get()).toMatchObject({ camera: { phase: 'on' } });
  });

  it.each([
    ['nothing after the room', `https://rooms.example/j/${room}`],
    ['a cut-off fragment', link.slice(0, -3)],
    ['plain http', link.replace('https', 'http')],
    ['another page', 'https://rooms.example/'],
  ])('says invalid for %s, and opens no device', async (_what, address) => {
    const { guest, access, href } = tab().open(address);
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'invalid', code: 'invite-invalid' });
    expect(access.questions).toEqual([]);
    expect(href()).not.toContain('#');
  });

  it('says at once when this browser cannot take part, and leaves the link unused', async () => {
    const { open, connections } = tab();
    const { guest, access, href } = open(link, { supported: false });
    await settle();
    expect(guest.state.get()).toEqual({
      phase: 'failed',
      code: 'browser-unsupported',
      retryable: false,
    });
    expect(access.questions).toEqual([]);
    expect(connections).toEqual([]);
    expect(href()).not.toContain('#');
  });

  it('does not connect before the person wants in', async () => {
    const { open, connections } = tab();
    open(link);
    await settle();
    expect(connections).toEqual([]);
  });

  it('remembers the link over a reload of the tab, and not a mangled one', async () => {
    const browser = tab();
    browser.open(link);
    const address = `https://rooms.example/j/${room}`;
    expect(browser.open(address).guest.state.get().phase).toBe('device-check');
    expect(browser.open(`${address}#1.x.y`).guest.state.get().phase).toBe('invalid');
    const elsewhere = `https://rooms.example/j/${testId<string>(6)}`;
    expect(browser.open(elsewhere).guest.state.get().phase).toBe('invalid');
    await settle();
  });
});

describe('joining', () => {
  it('shows the derived token, never the secret, and gets ready while waiting', async () => {
    const { guest, last, storage } = await waiting();
    expect(guest.state.get()).toEqual({ phase: 'waiting', connection: 'connected' });
    expect(last().names).toEqual(['seat.redeem', 'seat.knock', 'seat.ready']);
    const admission = toBase64Url(await deriveAdmission(new SecretBytes(secretBytes.slice())));
    expect(last().calls[0]?.input).toEqual({ roomId: room, admission });
    expect(JSON.stringify(last().calls)).not.toContain(toBase64Url(secretBytes));
    expect(storage.read('quietroom.guest')).toContain(testBytes32(1));
  });

  it('is in the call once let in, even when that comes at once', async () => {
    const { guest, engine } = await waiting({
      ...welcoming,
      'seat.ready': (_input, connection) => {
        connection.push('seat.admitted', presenceOf(1));
        return {};
      },
    });
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(engine.live).toHaveLength(1);
  });

  it('goes back to the device check when there is no network, and can try again', async () => {
    const { open, server } = tab();
    const { guest, devices } = open(link);
    server.refused = new AppError('connection-lost');
    guest.join();
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'device-check', failed: 'connection-lost' });
    expect(devices.state.get().phase).toBe('open');
    server.refused = null;
    guest.join();
    await joined(guest);
    expect(guest.state.get().phase).toBe('waiting');
  });

  it.each(['invite-used', 'invite-expired', 'invite-invalid', 'update-required'] as const)(
    'ends with %s, forgets the link and puts the lights out',
    async (code) => {
      const { guest, devices, storage } = await waiting({
        'seat.redeem': () => {
          throw new AppError(code);
        },
      });
      expect(guest.state.get()).toEqual({ phase: 'failed', code, retryable: false });
      expect(devices.state.get()).toEqual({ phase: 'closed' });
      expect(storage.read('quietroom.guest')).toBeNull();
    },
  );
});

describe('coming back', () => {
  it('takes the seat again after a reload, by itself and without the invite', async () => {
    const browser = await inCall();
    const page = browser.open(browser.href());
    await settle();
    expect(browser.last().names).toEqual(['seat.resume', 'seat.knock', 'seat.ready']);
    expect(browser.last().calls[0]?.input).toEqual({ roomId: room, resumeToken: testBytes32(1) });
    browser.last().push('seat.admitted', presenceOf(1));
    await settle();
    expect(page.guest.state.get()).toEqual({ phase: 'in-call' });
  });

  it('takes the seat again after a drop, with new media', async () => {
    const { guest, clock, engine, connections, last, call } = await inCall().then((all) => ({
      ...all,
      call: all.guest.call,
    }));
    connections[0]?.end();
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    await clock.advance(1000);
    expect(last().names).toEqual(['seat.resume', 'seat.knock', 'seat.ready']);
    last().push('seat.admitted', presenceOf(1));
    expect(engine.live).toHaveLength(2);
    expect(call.state.get().phase).toBe('live');
  });

  it('shows a drop while waiting, and goes on waiting', async () => {
    const { guest, clock, connections } = await waiting();
    connections[0]?.end();
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'waiting', connection: 'reconnecting' });
    await clock.advance(1000);
    expect(guest.state.get()).toEqual({ phase: 'waiting', connection: 'connected' });
  });

  it('waits anew by the invite at a server that knows neither seat nor room, once the therapist is back', async () => {
    const all = await inCall();
    let isHostBack = false;
    all.server.answers = {
      'seat.resume': () => {
        throw new AppError(isHostBack ? 'invite-invalid' : 'room-closed');
      },
      'seat.redeem': () => {
        if (!isHostBack) throw new AppError('invite-invalid');
        return ticket(2);
      },
    };
    all.last().end();
    await all.clock.advance(20_000);
    expect(all.guest.state.get()).toEqual({ phase: 'in-call' });
    isHostBack = true;
    await all.clock.advance(10_000);
    expect(all.guest.state.get()).toEqual({ phase: 'waiting', connection: 'connected' });
    expect(all.guest.call.state.get()).toEqual({ phase: 'idle' });
  });

  it.each(['room-closed', 'invite-invalid'] as const)(
    'gives up with %s when the room does not return',
    async (code) => {
      const all = await inCall();
      all.server.answers = {
        'seat.resume': () => {
          throw new AppError(code);
        },
        'seat.redeem': () => {
          throw new AppError('invite-invalid');
        },
      };
      all.last().end();
      await all.clock.advance(20_000);
      expect(all.guest.state.get()).toEqual({ phase: 'in-call' });
      await all.clock.advance(20_000);
      expect(all.guest.state.get()).toEqual({ phase: 'failed', code, retryable: false });
      expect(all.clock.pending).toBe(0);
    },
  );

  it('says at once after a reload that the session is over', async () => {
    const browser = await inCall();
    browser.server.answers = {
      'seat.resume': () => {
        throw new AppError('room-closed');
      },
      'seat.redeem': () => {
        throw new AppError('invite-invalid');
      },
    };
    const { guest } = browser.open(browser.href());
    await joined(guest);
    expect(guest.state.get()).toMatchObject({ phase: 'failed', code: 'room-closed' });
  });

  it('finds out by itself that the way to the server is dead', async () => {
    const { clock, last } = await waiting();
    await clock.advance(60_000);
    expect(last().names.filter((name) => name === 'seat.ping')).toHaveLength(3);
  });

  it('offers to go on here when another window took the seat', async () => {
    const { guest, last } = await inCall();
    last().end(new AppError('replaced'));
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'failed', code: 'replaced', retryable: true });
    guest.retry();
    await settle();
    expect(last().names[0]).toBe('seat.resume');
  });
});

describe('a media worker that breaks', () => {
  it('is replaced, and the seat taken anew with keys of another one', async () => {
    const { guest, media, engine, clock } = await inCall();
    media.last.options.onBroken();
    await clock.advance(1000);
    expect(media.workers).toHaveLength(2);
    expect(media.last.names).toContain('guest.knock');
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(engine.last.isClosed).toBe(false);
  });

  it('over and over is the end, and can be tried again', async () => {
    const { guest, media, clock } = await inCall();
    for (let times = 0; times < 4; times += 1) {
      media.last.options.onBroken();
      await clock.advance(1000);
    }
    expect(media.workers).toHaveLength(4);
    expect(guest.state.get()).toEqual({ phase: 'failed', code: 'media-failed', retryable: true });
    expect(clock.pending).toBe(0);
    guest.retry();
    await settle();
    expect(media.workers).toHaveLength(5);
  });
});

describe('the end', () => {
  it.each(['ended', 'host-gone', 'removed', 'refused'] as const)(
    'comes with %s: nothing stays open, nothing is remembered',
    async (reason) => {
      const { guest, last, devices, engine, storage, clock } = await inCall();
      last().push('room.closed', { reason });
      last().end(new AppError('room-closed'));
      await settle();
      expect(guest.state.get()).toEqual({ phase: 'closed', reason });
      expect(guest.call.state.get()).toEqual({ phase: 'idle' });
      expect(engine.last.isClosed).toBe(true);
      expect(devices.state.get()).toEqual({ phase: 'closed' });
      expect(storage.read('quietroom.guest')).toBeNull();
      expect(clock.pending).toBe(0);
    },
  );

  it('keeps the record that came just before it and is still being read', async () => {
    const { guest, last, media, devices } = await inCall();
    const reading = Promise.withResolvers<object>();
    media.answers['session.receive'] = () => reading.promise;
    last().push('relay.message', {
      sequence: 1,
      messageId: testId(9),
      from: testId(2),
      payload: toBase64Url(new Uint8Array([1])),
    });
    await settle();
    last().push('room.closed', { reason: 'ended' });
    last().end(new AppError('room-closed'));
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
    expect(devices.state.get()).toEqual({ phase: 'closed' });
    media.last.push('attestation.slip', {
      slip: new Uint8Array([1, 2]),
      summary: {
        isClean: true,
        blemishes: [],
        signatures: 2,
        parties: 2,
        startMs: 1,
        endMs: 2,
      },
    });
    reading.resolve({});
    await settle();
    expect(guest.slip.get()).toMatchObject({ isClean: true, signatures: 2 });
    expect(media.last.options.scope.isClosed).toBe(true);
  });

  it('waits no longer than some seconds for a record that is never read', async () => {
    const { guest, last, media, clock } = await inCall();
    media.answers['session.receive'] = () => new Promise(() => undefined);
    last().push('relay.message', {
      sequence: 1,
      messageId: testId(9),
      from: testId(2),
      payload: toBase64Url(new Uint8Array([1])),
    });
    await settle();
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(media.last.options.scope.isClosed).toBe(false);
    await clock.advance(5_000);
    expect(media.last.options.scope.isClosed).toBe(true);
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
  });

  it('comes at once when the guest leaves', async () => {
    const { guest, last } = await inCall();
    guest.leave();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'left' });
    await settle();
    expect(last().names.at(-1)).toBe('seat.leave');
    expect(last().isEnded).toBe(true);
  });

  it('is no end when the media broke: the guest can come back', async () => {
    const { guest, last } = await inCall();
    last().push('room.closed', { reason: 'media-failed' });
    expect(guest.state.get()).toEqual({ phase: 'failed', code: 'media-failed', retryable: true });
    guest.retry();
    await settle();
    expect(guest.state.get().phase).toBe('waiting');
  });

  it('leaves no timer and no connection when the page closes', async () => {
    const { scope, clock, last, access } = await inCall();
    scope.close();
    expect(clock.pending).toBe(0);
    expect(last().isEnded).toBe(true);
    expect(access.live).toBe(0);
  });
});

describe('files that nobody has saved when the session ends', () => {
  const content = new Uint8Array([1, 2, 3]);

  async function withFile() {
    const all = await inCall();
    const worker = all.media.last;
    const sender = { participant: 'p', role: 'therapist', seatId: null } as const;
    worker.push('file.offered', { fileId: 5, ...sender, name: 'a.pdf', sizeBytes: 3 });
    worker.push('file.ready', { fileId: 5 });
    return { ...all, worker };
  }

  it('are taken out of the worker before that is gone, and can be saved still', async () => {
    const { guest, worker, last } = await withFile();
    let answer: (taken: { bytes: Uint8Array }) => void = () => undefined;
    worker.answers['file.take'] = () => new Promise((resolve) => (answer = resolve));
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'ended' });
    expect(worker.options.scope.isClosed).toBe(false);
    answer({ bytes: content });
    await settle();
    expect(worker.options.scope.isClosed).toBe(true);
    expect(guest.leftFiles.state.get()).toMatchObject([
      { name: 'a.pdf', bytes: content, saving: { phase: 'no' } },
    ]);
    expect(guest.call.talk.state.get().items).toEqual([]);
    const [file] = guest.leftFiles.state.get();
    guest.leftFiles.save(file?.key ?? '');
    await settle();
    expect(guest.leftFiles.state.get()).toMatchObject([{ saving: { phase: 'done' } }]);
  });

  it('keep a worker that does not answer for a moment only', async () => {
    const { guest, worker, last, clock } = await withFile();
    worker.answers['file.take'] = () => new Promise(() => undefined);
    last().push('room.closed', { reason: 'ended' });
    await clock.advance(5_000);
    expect(worker.options.scope.isClosed).toBe(true);
    expect(guest.leftFiles.state.get()).toEqual([]);
  });

  it('are none when everything was saved: the worker goes at once', async () => {
    const { guest, worker, last } = await withFile();
    worker.answers['file.take'] = () => ({ bytes: content });
    const [item] = guest.call.talk.state.get().items;
    guest.call.talk.saveFile(item?.key ?? '');
    await settle();
    expect(guest.call.talk.hasUnsaved).toBe(false);
    last().push('room.closed', { reason: 'ended' });
    await settle();
    expect(worker.options.scope.isClosed).toBe(true);
    // Once for the saving, and never again.
    expect(worker.inputsOf('file.take')).toHaveLength(1);
    expect(guest.leftFiles.state.get()).toEqual([]);
  });
});
