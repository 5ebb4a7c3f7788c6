import { describe, expect, it } from 'vitest';
import { cardFields } from '../../src/contract/card-calls.ts';
import { IPC_PROTOCOL } from '../../src/contract/ipc.ts';
import { decryptedPages } from '../support/decrypted-pages.ts';
import { trustedSender } from '../support/ipc-senders.ts';
import { MemorySave } from '../support/memory-save.ts';
import { rejectedCode } from '../support/rejected-code.ts';
import { startMainSide } from '../support/started-main-side.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';

// Whatever a page can send, a card tells nothing without a reason.

const secret = 'Ardea Cinerea';
const reason = 'did not come and does not answer';

async function started() {
  const all = startMainSide({ save: new MemorySave() });
  await all.call('vault.create', {});
  await all.call('server.set', { origin: 'https://rooms.example' });
  const { clientId } = await all.call('client.create', { pseudonym: 'Grey Heron' });
  for (const field of cardFields) {
    await all.call('card.write', { clientId, field, text: `${secret} ${field}` });
  }
  /** What the main side answers to these very bytes. */
  const raw = async (channel: string, data: unknown): Promise<string> =>
    JSON.stringify(
      await all.mainSide.handle({ protocol: IPC_PROTOCOL, channel, data }, trustedSender),
    );
  const openings = async (): Promise<number> =>
    (await all.call('card.status', { clientId })).timesOpened;
  return { ...all, clientId, raw, openings };
}

describe('a sealed card tells nothing', () => {
  it.each([
    ['no reason', undefined],
    ['null', null],
    ['an empty reason', ''],
    ['blanks', ' \t\n'.repeat(10)],
    ['zero-width characters', '\u200B\u200C\u200D\u2060\uFEFF'.repeat(10)],
    ['too little', 'because'],
    ['too much', 'because '.repeat(1000)],
    ['a list', [reason]],
    ['an object that says it is one', { length: 40, trim: reason }],
    ['true', true],
  ])('to %s', async (_what, given) => {
    const { raw, openings, clientId } = await started();
    const answer = await raw('card.open', { clientId, reason: given });
    expect(answer).toContain('bad-request');
    expect(answer).not.toContain(secret);
    expect(await openings()).toBe(0);
  });

  it('the second time without a second reason, however soon', async () => {
    const { raw, openings, clientId } = await started();
    expect(await raw('card.open', { clientId, reason })).toContain(`${secret} name`);
    for (const again of [{ clientId }, { clientId, reason: '' }, { clientId, reason: null }]) {
      expect(await raw('card.open', again)).not.toContain(secret);
    }
    expect(await openings()).toBe(1);
    expect(await raw('card.open', { clientId, reason })).toContain(secret);
    expect(await openings()).toBe(2);
  });

  it('in any answer to a call that wants no reason, also right after it was open', async () => {
    const { raw, clientId } = await started();
    await raw('card.open', { clientId, reason });
    for (const [channel, data] of [
      ['card.status', { clientId }],
      ['card.write', { clientId, field: 'place', text: 'at the lake' }],
      ['card.write', { clientId, field: 'place', text: null }],
      ['client.list', {}],
      ['client.phrase', { clientId }],
      ['client.retention', {}],
      ['note.list', { clientId }],
      ['file.list', { clientId }],
      ['slip.list', { clientId }],
      ['audit.list', { before: null }],
      ['session.start', { clientId }],
      ['session.current', {}],
      ['client.destroyed', {}],
      ['vault.security', {}],
    ] as const) {
      const answer = await raw(channel, data);
      expect({ channel, isGood: answer.startsWith('{"ok":true') }).toMatchObject({ isGood: true });
      for (const word of [secret, 'Cinerea', reason]) expect(answer).not.toContain(word);
    }
  });

  it('to a search, and has no word in its index', async () => {
    const { raw, call, mainSide, clientId, dataFolder, keychain } = await started();
    await call('card.open', { clientId, reason });
    await call('client.create', { pseudonym: 'qzxwv' });
    for (const query of ['ardea', 'cinerea', 'ci', 'emergency', 'answer', 'did not come']) {
      expect(await raw('search.find', { query, page: 0 })).not.toContain('rdea');
      const { results } = await call('search.find', { query, page: 0 });
      expect(results).toEqual([]);
    }
    await mainSide.close();
    const [bytes = new Uint8Array()] = keychain.entries.values();
    const pages = decryptedPages(dataFolder, new SecretBytes(bytes.slice()));
    // The control: what is in the index lies there in the clear, under the encryption of the pages alone.
    expect(pages.includes('zxwv')).toBe(true);
    for (const word of ['inerea', 'rdea', 'answer']) expect(pages.includes(word)).toBe(false);
  });

  it('to a wrong or destroyed client’s number, nor in an error or the app’s log', async () => {
    const { raw, call, log, clientId } = await started();
    const other = await call('client.create', { pseudonym: 'Wren' });
    expect(await raw('card.open', { clientId: other.clientId, reason })).toContain('not-found');
    await raw('card.open', { clientId, reason: secret.slice(0, 5) });
    await call('card.open', { clientId, reason });
    await call('vault.lock', {});
    expect(await raw('card.open', { clientId, reason })).toContain('vault-locked');
    const lines = JSON.stringify(log.lines);
    for (const word of [secret, reason]) expect(lines).not.toContain(word);
  });

  it('to an export without a reason for it', async () => {
    const { call, clientId, openings } = await started();
    const begin = async (cardReason: unknown): Promise<string | null> => {
      const { passphraseId } = await call('export.new-passphrase', {});
      const lock = { kind: 'passphrase' as const, passphraseId };
      return rejectedCode(
        call('export.begin', { clientId, lock, leftOut: null, cardReason: cardReason as null }),
      );
    };
    for (const little of ['', ' '.repeat(30), '\u200B'.repeat(30), 'too short', undefined]) {
      expect(await begin(little)).toBe('bad-request');
    }
    expect(await openings()).toBe(0);
  });

  it('to whoever asks for an export with a reason, and then saves nothing', async () => {
    const save = new MemorySave();
    save.isDeclining = true;
    const { call } = startMainSide({ save });
    await call('vault.create', {});
    const { clientId } = await call('client.create', { pseudonym: 'Heron' });
    await call('card.write', { clientId, field: 'name', text: secret });
    const { passphraseId } = await call('export.new-passphrase', {});
    const lock = { kind: 'passphrase' as const, passphraseId };
    const order = { clientId, lock, leftOut: null, cardReason: reason };
    expect(await call('export.begin', order)).toEqual({ exportId: null });
    expect((await call('card.status', { clientId })).timesOpened).toBe(0);
  });
});
