import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { turnAccess } from '../../../src/contract/media-schema.ts';
import { turnCredential } from '../../../server/auth/turn-credential.ts';
import { TurnDesk } from '../../../server/auth/turn-desk.ts';
import { systemRandom } from '../../../server/system-ports.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const urls = ['turns:relay.example:443?transport=tcp', 'turn:relay.example:3478'];

function openDesk() {
  const clock = new FakeClock();
  const secret = new SecretBytes(utf8('s'.repeat(32)));
  const options = { urls, secret, credentialMs: 60_000, clock, random: systemRandom };
  return { desk: new TurnDesk(options), clock, secret };
}

describe('access to the TURN server', () => {
  it('is what the contract says, and good for as long as was set', () => {
    const { desk, clock, secret } = openDesk();
    const access = desk.issueTo({});
    expect(turnAccess.parse(access)).toEqual(access);
    expect(access.urls).toEqual(urls);
    const [seconds = '', id = ''] = access.username.split(':');
    expect(Number(seconds)).toBe(Math.floor((clock.nowMs() + 60_000) / 1000));
    const { username, credential } = access;
    expect(turnCredential(secret, id, Number(seconds) * 1000)).toEqual({ username, credential });
  });

  it('has one random id for a seat, and another for each other one', async () => {
    const { desk, clock } = openDesk();
    const [seat, other] = [{ seatId: 'the seat' }, { seatId: 'the seat' }];
    const first = desk.issueTo(seat).username.split(':');
    await clock.advance(5_000);
    const second = desk.issueTo(seat).username.split(':');
    expect(second[1]).toBe(first[1]);
    expect(Number(second[0]) - Number(first[0])).toBe(5);
    expect(first[1]).toMatch(/^[A-Za-z0-9_-]{22}$/u);
    expect(desk.issueTo(other).username.split(':')[1]).not.toBe(first[1]);
  });
});
