import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createMainSide, type MainSide } from '../../main/main-side.ts';
import { createPassphraseKdf } from '../../main/platform/passphrase-kdf.ts';
import { createSystemPorts } from '../../main/platform/system-ports.ts';
import { publishedVault } from '../../main/vault/vault-files.ts';
import type { CallInput, CallName, CallResult } from '../../src/contract/contract.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { verifySlip, type Verdict } from '../../src/crypto/attestation/slip.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../src/contract/ipc.ts';

export interface VaultInspection {
  readonly encrypted: boolean;
  readonly cipher: string;
  readonly keychain: string;
  readonly noteFound: boolean;
  /** What a verifier finds of each kept slip. */
  readonly slips: readonly Verdict[];
}

const rendererOrigin = `app://${randomUUID()}`;

/**
 * Opens the vault that the session left behind, as a second start of the app would, and looks for the note and the slip.
 * @throws Error when it does not open
 */
export async function inspectVault(dataFolder: string, note: string): Promise<VaultInspection> {
  const header = readFileSync(publishedVault(dataFolder).database).subarray(0, 16);
  const mainSide = createMainSide({
    host: {
      kind: 'preview',
      rendererOrigin,
      versions: { app: '', node: process.versions.node, chromium: null, electron: null },
    },
    dataFolder,
    presetServer: null,
    kdf: createPassphraseKdf(),
    save: { ask: () => Promise.resolve(null) },
    folders: { ask: () => Promise.resolve(null) },
    ...createSystemPorts(process.stderr),
  });
  try {
    const status = await ask(mainSide, 'vault.open', {});
    if (status.state !== 'open') throw new Error(`the vault did not open again: ${status.state}`);
    return {
      encrypted: header.toString('latin1') !== 'SQLite format 3\0',
      cipher: status.cipher,
      keychain: status.keychain,
      noteFound: await hasNote(mainSide, note),
      slips: await verifySlips(mainSide),
    };
  } finally {
    await mainSide.close();
  }
}

async function hasNote(mainSide: MainSide, text: string): Promise<boolean> {
  const { clients } = await ask(mainSide, 'client.list', {});
  for (const { clientId } of clients) {
    const { notes } = await ask(mainSide, 'note.list', { clientId });
    for (const { noteId } of notes) {
      if ((await ask(mainSide, 'note.read', { noteId })).text === text) return true;
    }
  }
  return false;
}

async function verifySlips(mainSide: MainSide): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const { clients } = await ask(mainSide, 'client.list', {});
  for (const { clientId } of clients) {
    const { slips } = await ask(mainSide, 'slip.list', { clientId });
    for (const { slipId } of slips) {
      const { slip } = await ask(mainSide, 'slip.read', { slipId });
      verdicts.push(verifySlip(decodeChecked(slip)));
    }
  }
  return verdicts;
}

async function ask<K extends CallName<Ipc>>(
  mainSide: MainSide,
  channel: K,
  data: CallInput<Ipc, K>,
): Promise<CallResult<Ipc, K>> {
  const sender = { origin: rendererOrigin, isTopFrame: true, isKnownWindow: true };
  const answer = await mainSide.handle({ protocol: IPC_PROTOCOL, channel, data }, sender);
  if (!answer.ok) throw new Error(`${channel} failed: ${answer.error.code}`);
  // The schema of `channel` made it; the compiler cannot follow a table through a type parameter.
  return ipc[channel].out.parse(answer.data) as CallResult<Ipc, K>;
}
