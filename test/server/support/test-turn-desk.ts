import type { Clock } from '../../../src/base/ports.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { TurnDesk } from '../../../server/auth/turn-desk.ts';
import { systemRandom } from '../../../server/system-ports.ts';

/** Gives access to a TURN server that does not exist, for a minute. */
export function testTurnDesk(clock: Clock): TurnDesk {
  return new TurnDesk({
    urls: ['turn:relay.example'],
    secret: new SecretBytes(utf8('s'.repeat(32))),
    credentialMs: 60_000,
    clock,
    random: systemRandom,
  });
}
