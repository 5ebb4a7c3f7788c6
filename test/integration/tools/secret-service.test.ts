import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startSecretService,
  type PrivateSecretService,
} from '../../../tools/setup/secret-service/private-secret-service.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';

const probe = join(import.meta.dirname, 'fixtures/keyring-probe.mjs');

/** What a process of its own makes of the keyring; a client library remembers its bus, so one process cannot tell. */
function ask(service: PrivateSecretService, operation: 'set' | 'get'): string {
  const env = { ...process.env, ...service.env };
  return spawnSync(process.execPath, [probe, operation], { env, encoding: 'utf8' }).stdout;
}

const reason = process.platform === 'linux' ? null : 'it is for Linux only';

describe.skipIf(reason !== null)(`private Secret Service${skipNote(reason)}`, () => {
  let service: PrivateSecretService;

  beforeEach(async () => {
    service = await startSecretService();
  });

  afterEach(async () => {
    await service.close();
  });

  it('keeps what one process stored for another', () => {
    expect(ask(service, 'get')).toBe('nothing');
    expect(ask(service, 'set')).toBe('stored');
    expect(ask(service, 'get')).toBe('found kept-words');
  });

  it('refuses while it is locked, and has everything again after an unlocked start', async () => {
    ask(service, 'set');
    await service.lock();
    expect(ask(service, 'get')).toMatch(/^failed/u);
    await service.restartKeyring();
    expect(ask(service, 'get')).toBe('found kept-words');
  });

  it('leaves a bus without a Secret Service when the keyring is stopped', async () => {
    await service.stopKeyring();
    expect(ask(service, 'get')).toMatch(/^failed/u);
  });

  it('is gone after it was closed, and a new one knows nothing', async () => {
    ask(service, 'set');
    await service.close();
    expect(ask(service, 'get')).toMatch(/^failed/u);
    const another = await startSecretService();
    try {
      expect(ask(another, 'get')).toBe('nothing');
    } finally {
      await another.close();
    }
  });
});
