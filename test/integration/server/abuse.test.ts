import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { SIGNALING_PROTOCOL } from '../../../src/contract/signaling.ts';
import { randomMessageId } from '../../support/message-id.ts';
import { SignalingClient } from '../../support/signaling-client.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { comeIn } from '../../support/test-session.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.close();
});

/** A session that others must not disturb: says whether a message still gets through. */
async function openWitness() {
  const therapist = await server.therapist();
  const { client: host, roomId, opened } = await therapist.open();
  await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
  const { client: guest } = await comeIn(server.origin, host, roomId);
  return async (): Promise<boolean> => {
    const messageId = randomMessageId();
    await host.call('relay.send', { messageId, to: null, payload: 'AAAA' });
    const message = await guest.next('relay.message', (one) => one.messageId === messageId);
    await guest.call('relay.acknowledge', { sequence: message.sequence });
    return host.isOpen && guest.isOpen;
  };
}

describe('an oversized message', () => {
  it('of 10 MB ends its own connection and nothing else', async () => {
    const isWell = await openWitness();
    const { client } = await SignalingClient.greet(server.origin);
    client.send('x'.repeat(10 * 1024 * 1024));
    // Who is still writing when the server hangs up may see the connection reset before they see why.
    expect([1009, 1006]).toContain((await client.closed).code);
    expect(await isWell()).toBe(true);
    expect(server.inspect().connections).toBe(2);
  });

  it('a little over the limit is answered with its error', async () => {
    const { client } = await SignalingClient.greet(server.origin);
    const answer = client.answerTo(0);
    client.send(' '.repeat(limits.signalingMessageBytes + 1));
    await expect(answer).rejects.toMatchObject({ code: 'too-large' });
    expect(client.isOpen).toBe(true);
  });
});

describe('malformed messages', () => {
  it('ten thousand of them leave a session in another room alone', async () => {
    const isWell = await openWitness();
    const garbage = ['', '{', '[1]', 'null', '{"id":1}', '{"id":1,"call":"x","data":{}}'];
    let sent = 0;
    const codes = new Set<number>();
    while (sent < 10_000) {
      const client = await SignalingClient.connect(server.origin);
      for (let i = 0; i < 500; i += 1) {
        client.send(garbage[i % garbage.length] ?? '');
        sent += 1;
      }
      codes.add((await client.closed).code);
    }
    expect([...codes]).toEqual([4400]);
    expect(await isWell()).toBe(true);
    expect(server.inspect().connections).toBe(2);
  });

  it('in binary frames are no calls', async () => {
    const client = await SignalingClient.connect(server.origin);
    const answer = client.answerTo(0);
    client.send(Buffer.from('{"id":1,"call":"hello","data":{"protocol":1}}'));
    await expect(answer).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('garbage on the media port', () => {
  // The first byte decides how a datagram is read (RFC 7983): STUN, DTLS, RTP, and what is none of them.
  const firstBytes = [0, 1, 20, 22, 63, 64, 128, 191, 192, 255];

  it('ten thousand datagrams and some streams leave the worker and its session alone', async () => {
    const portBase = 21_130;
    await server.close();
    server = await startTestServer({ rtc: { portBase } });
    const isWell = await openWitness();
    const [pid] = server.inspect().workerPids;
    const udp = createSocket('udp4');
    for (let i = 0; i < 10_000; i += 1) {
      const datagram = randomBytes(1 + (i % 1_200));
      datagram[0] = firstBytes[i % firstBytes.length] ?? 0;
      await new Promise((resolve) => udp.send(datagram, portBase, '127.0.0.1', resolve));
    }
    udp.close();
    for (let i = 0; i < 50; i += 1) {
      const tcp = connect(portBase, '127.0.0.1');
      tcp.on('error', () => undefined);
      await new Promise((resolve) => tcp.end(randomBytes(2_000), () => resolve(undefined)));
    }
    expect(await isWell()).toBe(true);
    expect(server.inspect().workerPids).toEqual([pid]);
    // A session that starts now gets its transports from the same worker.
    expect(await (await openWitness())()).toBe(true);
  });
});

describe('another version', () => {
  it.each([SIGNALING_PROTOCOL - 1, SIGNALING_PROTOCOL + 1])(
    'of the protocol (%i) hears update-required and nothing else',
    async (protocol) => {
      const client = await SignalingClient.connect(server.origin);
      const answer = client.callRaw('hello', { protocol, of: 'another age' });
      await expect(answer).rejects.toMatchObject({ code: 'update-required' });
      expect(await client.closed).toEqual({ code: 4426, reason: 'update-required' });
      expect(client.pushes).toEqual([]);
    },
  );

  it('cannot skip hello', async () => {
    const client = await SignalingClient.connect(server.origin);
    await expect(client.callRaw('seat.leave', {})).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('a connection', () => {
  it.each(['https://evil.example', 'null', 'app://quietroom.evil.example', 'http://127.0.0.1'])(
    'from a page of %s is refused',
    async (origin) => {
      await expect(SignalingClient.connect(server.origin, { origin })).rejects.toThrow('403');
    },
  );

  it('is taken from the app and from the preview host', async () => {
    for (const origin of ['app://quietroom', 'https://app.quietroom.invalid']) {
      const { client } = await SignalingClient.greet(server.origin, { origin });
      expect(client.isOpen).toBe(true);
      await client.close();
    }
  });

  it('is taken from the server’s own page only where it serves guests', async () => {
    const own = { origin: server.origin };
    await expect(SignalingClient.connect(server.origin, own)).rejects.toThrow('403');
    const guestFilesFolder = temporaryFolder();
    mkdirSync(join(guestFilesFolder, 'assets'));
    writeFileSync(join(guestFilesFolder, 'index.html'), '<!doctype html>');
    const guests = await startTestServer({ browserGuests: true, guestFilesFolder });
    const { client } = await SignalingClient.greet(guests.origin, { origin: guests.origin });
    await client.close();
    await guests.close();
  });

  it('too many from one address are refused, and taken again once one has gone', async () => {
    await server.close();
    server = await startTestServer({ limits: { connectionsPerAddress: 2 } });
    const first = await SignalingClient.connect(server.origin);
    await SignalingClient.connect(server.origin);
    await expect(SignalingClient.connect(server.origin)).rejects.toThrow('503');
    await first.close();
    await expect(SignalingClient.connect(server.origin)).resolves.toBeDefined();
  });

  it('that does not answer pings is cut', async () => {
    await server.close();
    server = await startTestServer({ limits: { heartbeatMs: 100 } });
    const { client: alive } = await SignalingClient.greet(server.origin);
    const { client: dead } = await SignalingClient.greet(server.origin, { autoPong: false });
    expect(await dead.closed).toMatchObject({ code: 1006 });
    expect(alive.isOpen).toBe(true);
  });

  it('that does not read is cut, and its sender is told by the backlog alone', async () => {
    await server.close();
    server = await startTestServer({ limits: { sendBufferBytes: 64 * 1024 } });
    const therapist = await server.therapist();
    const { client: host, roomId, opened } = await therapist.open();
    await host.call('room.enter', { rtpCapabilities: opened.routerRtpCapabilities });
    const { client: guest, ticket } = await comeIn(server.origin, host, roomId);
    guest.stopReading();
    const payload = 'A'.repeat(limits.relayPayloadBytes);
    // What the kernel buffers goes first; then the server's own bound.
    let isCut = false;
    for (let i = 0; i < 200 && !isCut; i += 1) {
      await host
        .call('relay.send', { messageId: randomMessageId(), to: null, payload })
        .catch(() => undefined);
      isCut = host.all('seat.changed').some(({ connected }) => !connected);
    }
    expect(host.all('seat.changed').at(-1)).toMatchObject({
      seatId: ticket.seatId,
      connected: false,
    });
  });
});
