import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { openTurnDesk } from '../../../server/auth/open-turn-desk.ts';
import { turnCredential } from '../../../server/auth/turn-credential.ts';
import { parseServerConfig } from '../../../server/config/server-config.ts';
import { systemRandom } from '../../../server/system-ports.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const secret = '0123456789abcdef0123456789ABCDEF';
const ports = { clock: new FakeClock(), random: systemRandom };

/** A configuration whose secret file holds this; null: there is no such file. */
function configWith(content: string | null) {
  const secretFile = join(temporaryFolder(), 'secret');
  if (content !== null) writeFileSync(secretFile, content);
  return parseServerConfig({ turn: { urls: ['turn:relay.example'], secretFile } });
}

describe('the secret that is shared with the TURN server', () => {
  it('is not asked for where there is none', async () => {
    expect(await openTurnDesk(parseServerConfig({}), ports)).toBeNull();
  });

  it.each(['', '\n', '\r\n'])('is read without its end of line %j', async (end) => {
    const desk = await openTurnDesk(configWith(secret + end), ports);
    const access = desk?.issueTo({});
    const [, id = ''] = access?.username.split(':') ?? [];
    const expiresAtMs = ports.clock.nowMs() + 60 * 60 * 1000;
    expect(turnCredential(new SecretBytes(utf8(secret)), id, expiresAtMs).credential).toBe(
      access?.credential,
    );
  });

  it.each([
    ['none', ''],
    ['a short one', secret.slice(1)],
    ['two lines', `${secret}\n${secret}\n`],
    ['one with what a configuration file reads otherwise', `${secret}#x`],
    ['a very long one', 'x'.repeat(257)],
  ])('keeps the server from starting when it is %s', async (_what, content) => {
    const opening = openTurnDesk(configWith(content), ports);
    await expect(opening).rejects.toMatchObject({ code: 'bad-request' });
    await expect(opening).rejects.toThrow(/^(?!.*0123456789)/u);
  });

  it('keeps the server from starting when its file is not there', async () => {
    const opening = openTurnDesk(configWith(null), ports);
    await expect(opening).rejects.toThrow('turn.secretFile cannot be read');
  });
});
