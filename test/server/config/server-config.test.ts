import { describe, expect, it } from 'vitest';
import { parseServerConfig } from '../../../server/config/server-config.ts';

describe('the server configuration', () => {
  it('listens on loopback without browser guests when nothing is said', () => {
    expect(parseServerConfig({})).toMatchObject({
      listen: { host: '127.0.0.1', port: 0 },
      browserGuests: false,
      tls: null,
      dataFolder: null,
      turn: null,
    });
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('serves plain HTTP on %s', (host) => {
    expect(parseServerConfig({ listen: { host } }).listen.host).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', '2001:db8::1'])('refuses plain HTTP on %s', (host) => {
    expect(() =>
      parseServerConfig({ listen: { host }, publicOrigin: 'https://rooms.example' }),
    ).toThrow('plain HTTP is served on loopback only');
  });

  it('asks for the public origin when it listens everywhere', () => {
    const tls = { certFile: '/cert.pem', keyFile: '/key.pem' };
    expect(() => parseServerConfig({ listen: { host: '0.0.0.0' }, tls })).toThrow('publicOrigin');
    expect(() => parseServerConfig({ listen: { host: '::' }, tls })).toThrow('publicOrigin');
  });

  it.each(['https://rooms.example/', 'https://user@rooms.example', 'rooms.example', 'https://a/b'])(
    'refuses %s as an origin',
    (publicOrigin) => {
      expect(() => parseServerConfig({ publicOrigin })).toThrow('publicOrigin');
    },
  );

  it('refuses fields that it does not know', () => {
    expect(() => parseServerConfig({ record: true })).toThrow('record');
    expect(() => parseServerConfig({ limits: { romms: 3 } })).toThrow('limits');
  });

  it.each([
    'turn:relay.example',
    'turn:192.0.2.7:3478?transport=udp',
    'turns:relay.example:443?transport=tcp',
    'turns:[2001:db8::7]:443',
  ])('takes %s for a TURN server', (address) => {
    const turn = { urls: [address], secretFile: '/secret' };
    expect(parseServerConfig({ turn }).turn).toEqual(turn);
  });

  it.each(['stun:relay.example', 'relay.example', 'turn:someone@relay.example', 'turn://relay/x'])(
    'refuses %s as a TURN server',
    (address) => {
      expect(() => parseServerConfig({ turn: { urls: [address], secretFile: '/secret' } })).toThrow(
        'not a TURN address',
      );
    },
  );

  it('takes the secret of the TURN server from a file only', () => {
    const turn = { urls: ['turn:relay.example'], secretFile: '/secret', secret: 's3cret' };
    expect(() => parseServerConfig({ turn })).toThrow('turn');
    expect(() => parseServerConfig({ turn: { urls: turn.urls } })).toThrow('secretFile');
    expect(() => parseServerConfig({ turn: { urls: [], secretFile: '/secret' } })).toThrow('urls');
  });

  it('names fields but never repeats their values', () => {
    expect(() => parseServerConfig({ enrolmentCodes: ['s3cret'] })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('s3cret') as string }),
    );
  });
});
