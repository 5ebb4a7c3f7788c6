import { describe, expect, it } from 'vitest';
import { callStatus } from '../../../renderer/screens/call/call-status.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { deriveAdmission } from '../../../src/crypto/invite.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { presenceOf } from '../../support/fake-media.ts';
import {
  groupOf,
  inCall,
  joined,
  link,
  otherLink,
  room,
  secretBytes,
  tab,
  ticket,
  waiting,
  welcoming,
} from '../../support/guest-tab.ts';

const therapist = { seatId: testId<SeatId>(2), role: 'host', connected: true } as const;

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
    const { guest, last, storage, engine } = await waiting();
    expect(guest.state.get()).toEqual({ phase: 'waiting', connection: 'connected' });
    expect(engine.warmUps).toBe(1);
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
    browser.server.answers = { ...welcoming, 'seat.knock': () => ({ isWaiting: false }) };
    const page = browser.open(browser.href());
    await settle();
    // Let in at once: there is no time to warm anything up.
    expect(page.engine.warmUps).toBe(0);
    expect(browser.last().names).toEqual(['seat.resume', 'seat.knock', 'seat.ready']);
    expect(browser.last().calls[0]?.input).toEqual({ roomId: room, resumeToken: testBytes32(1) });
    browser.last().push('seat.admitted', presenceOf(1));
    await settle();
    expect(page.guest.state.get()).toEqual({ phase: 'in-call' });
  });

  it('stays turned away over a reload: nothing lights up before one comes back', async () => {
    const before = await waiting();
    before.guest.call.talk.aside.turnAway();
    before.scope.close();
    const { guest, access } = before.open(`https://rooms.example/j/${room}`);
    await joined(guest);
    expect(guest.state.get().phase).toBe('waiting');
    expect(access.questions).toEqual([]);
    guest.call.talk.aside.comeBack();
    await settle();
    expect(access.live).toBe(2);
  });

  it('stays silent and unseen over a reload, and not in another session', async () => {
    const browser = await inCall();
    browser.guest.call.setMicrophone(false);
    browser.guest.call.setCamera(false);
    const page = browser.open(browser.href());
    await settle();
    browser.last().push('seat.admitted', presenceOf(1));
    await settle();
    const off = { microphone: { phase: 'off' }, camera: { phase: 'off' } };
    expect(page.guest.call.state.get()).toMatchObject({ phase: 'live', own: off });
    expect(page.engine.last.sent.get('audio')).toMatchObject({ muted: true });
    expect(page.engine.last.sent.get('camera')).toMatchObject({ muted: true });
    const next = browser.open(otherLink);
    next.guest.join();
    await joined(next.guest);
    browser.last().push('seat.admitted', presenceOf(1));
    await settle();
    expect(next.engine.last.sent.get('audio')).toMatchObject({ muted: false });
    expect(next.engine.last.sent.get('camera')).toMatchObject({ muted: false });
  });

  it('does not make the record better by a reload: what spoils it is told again', async () => {
    const browser = await inCall();
    browser.guest.call.judgeWords(null, 'different');
    await settle();
    const page = browser.open(browser.href());
    await settle();
    expect(page.media.last.inputsOf('session.judge-words')).toEqual(
      browser.media.last.inputsOf('session.judge-words'),
    );
  });

  it('still says that the words differ after a reload, though there are none any more, until there are others', async () => {
    const browser = await inCall();
    browser.guest.call.judgeWords(null, 'different');
    await settle();
    const { guest, media } = browser.open(browser.href());
    await settle();
    browser.last().push('seat.admitted', presenceOf(1, [therapist]));
    media.last.push('session.state', groupOf(therapist.seatId));
    await settle();
    const shown = () => {
      const call = guest.call.state.get();
      return call.phase === 'live' ? call.encryption?.words : null;
    };
    expect(shown()).toEqual([{ seatId: null, words: [], verdict: 'different', mustCompare: true }]);
    expect(callStatus(guest.call.state.get(), { kind: 'app' })).toEqual({
      level: 'stop',
      says: 'differ',
    });
    const words = ['one', 'two', 'three', 'four'];
    media.last.push('session.words', { participant: 'own', seatId: null, words });
    await settle();
    expect(shown()).toMatchObject([{ words, verdict: 'open' }]);
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
    expect(all.guest.state.get()).toEqual({
      phase: 'waiting',
      connection: 'connected',
      isAgain: true,
    });
    expect(all.guest.call.state.get()).toEqual({ phase: 'idle' });
  });

  it('does not say of its own used link that it was used, when its place is gone', async () => {
    const all = await inCall();
    all.server.answers = {
      'seat.resume': () => {
        throw new AppError('invite-invalid');
      },
      'seat.redeem': () => {
        throw new AppError('invite-used');
      },
    };
    all.last().end();
    await all.clock.advance(20_000);
    expect(all.guest.state.get()).toEqual({
      phase: 'failed',
      code: 'place-gone',
      retryable: false,
    });
    expect(all.devices.state.get()).toEqual({ phase: 'closed' });
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

  it('has forgotten nothing that spoils the record: the next one is told', async () => {
    const { guest, media, engine, clock } = await inCall();
    guest.call.judgeWords(null, 'different');
    // Two looks find sound that no worker has sealed.
    engine.last.frames = new Map([['audio', 500]]);
    await clock.advance(6_000);
    expect(media.last.inputsOf('session.note-clear')).toHaveLength(1);
    const told = ['session.judge-words', 'session.note-clear'] as const;
    const before = told.map((name) => media.last.inputsOf(name));
    media.last.options.onBroken();
    await clock.advance(1000);
    expect(media.workers).toHaveLength(2);
    expect(told.map((name) => media.last.inputsOf(name))).toEqual(before);
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
