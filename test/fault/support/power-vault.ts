import { toBase64Url } from '../../../src/base/base64url.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { ids } from '../../../src/contract/ids.ts';
import type { VaultWay } from '../../../src/domain/vault-ways.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { NewWay } from '../../../main/vault/vault-keys.ts';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import { storeIn, textOf } from '../../integration/vault/fixtures/vault-arguments.ts';

// What the process that is watched and the one that looks at what the disk kept know of each other's vault.

export const clientId = ids.client.parse(toBase64Url(new Uint8Array(16).fill(1)));
export const noteId = ids.note.parse(toBase64Url(new Uint8Array(16).fill(2)));

/**
 * Two who are destroyed, in one piece and in steps: each is there from when `others` was said until its `destroying-…` was, and gone
 * when its `destroyed-…` was.
 */
export const destroyedClientIds = {
  'at-once': ids.client.parse(toBase64Url(new Uint8Array(16).fill(3))),
  'in-steps': ids.client.parse(toBase64Url(new Uint8Array(16).fill(4))),
} as const;

type WayToDestroy = keyof typeof destroyedClientIds;

const numbers = { keychain: 11, recovery: 12, 'keychain-renewed': 13, 'recovery-renewed': 14 };

export type KnownWay = keyof typeof numbers;

export function secretOf(name: KnownWay): SecretBytes {
  return new SecretBytes(new Uint8Array(32).fill(numbers[name]));
}

export function wayOf(name: KnownWay): { readonly way: NewWay; readonly entryId: string } {
  const id = new Uint8Array(16).fill(numbers[name]);
  const label = { kind: kindOf(name), id, params: new Uint8Array() };
  return { way: { label, secret: secretOf(name) }, entryId: toBase64Url(id) };
}

function kindOf(name: KnownWay): VaultWay {
  return name.startsWith('keychain') ? 'keychain' : 'recovery';
}

/** What was said before the power went. */
export interface Promised {
  readonly made: boolean;
  readonly saved: number;
  readonly saving: number;
  readonly recovery: boolean;
  readonly renewing: boolean;
  readonly renewed: boolean;
  readonly signed: boolean;
  readonly others: boolean;
  readonly 'destroying-at-once': boolean;
  readonly 'destroyed-at-once': boolean;
  readonly 'destroying-in-steps': boolean;
  readonly 'destroyed-in-steps': boolean;
}

export const nothingPromised: Promised = {
  made: false,
  saved: 0,
  saving: 0,
  recovery: false,
  renewing: false,
  renewed: false,
  signed: false,
  others: false,
  'destroying-at-once': false,
  'destroyed-at-once': false,
  'destroying-in-steps': false,
  'destroyed-in-steps': false,
};

export function promisedAfter(before: Promised, said: string): Promised {
  const [what = '', number] = said.split(' ');
  return { ...before, [what]: number === undefined ? true : Number(number) };
}

/** What of the promises the vault in this folder breaks, in words; null when it keeps them all. */
export function brokenPromise(dataFolder: string, promised: Promised): string | null {
  const store = storeIn(dataFolder);
  if (!store.exists()) return promised.made ? 'the vault is gone' : null;
  // By each way comes the same database: everything in it is read once.
  const opened = waysThatMust(promised).map((choice, at) =>
    openBy(dataFolder, choice, { promised, readsAll: at === 0 }),
  );
  return opened.find((outcome) => outcome !== null) ?? null;
}

/** Each of these choices must have one that opens: while the key is renewed, the old or the new one. */
function waysThatMust({ recovery, renewing, renewed }: Promised): readonly (readonly KnownWay[])[] {
  if (renewed) return [['keychain-renewed'], ['recovery-renewed']];
  if (renewing)
    return [
      ['keychain', 'keychain-renewed'],
      ['recovery', 'recovery-renewed'],
    ];
  return recovery ? [['keychain'], ['recovery']] : [['keychain']];
}

function openBy(dataFolder: string, choice: readonly KnownWay[], look: PowerLook): string | null {
  let code = '';
  for (const name of choice) {
    try {
      const vault = storeIn(dataFolder).open(secretOf(name), { way: kindOf(name) });
      try {
        return brokenInside(vault, look);
      } finally {
        vault.close();
      }
    } catch (error) {
      code = `${name}: ${AppError.from(error).message}`;
    }
  }
  return code;
}

interface PowerLook {
  readonly promised: Promised;
  /** Every page and row as well, and not only what was promised. */
  readonly readsAll: boolean;
}

function brokenInside(vault: OpenVault, { promised, readsAll }: PowerLook): string | null {
  const { saved, saving, signed } = promised;
  const note = vault.notes.read(noteId);
  const revision = note?.revision ?? 0;
  if (revision < saved) return `revision ${String(revision)} of ${String(saved)}`;
  if (revision > saving) return `revision ${String(revision)} that nobody wrote`;
  if (note && revision > 0 && note.text !== textOf(revision)) return 'another text';
  if (signed && vault.signedNotes.read(noteId).signed === null) return 'the signature is gone';
  const others = (['at-once', 'in-steps'] as const).map((way) =>
    brokenClient(vault, promised, way),
  );
  const brokenOther = others.find((what) => what !== null);
  if (brokenOther !== undefined) return brokenOther;
  if (!readsAll) return null;
  const check = vault.startCheck();
  for (;;) {
    const outcome = check.step();
    if (outcome) return outcome.isRight ? null : 'rows that are not as written';
  }
}

/** A client is there as it was, or completely gone: whatever was begun is completed by the opening. */
function brokenClient(vault: OpenVault, promised: Promised, way: WayToDestroy): string | null {
  const { others } = promised;
  const clientId = destroyedClientIds[way];
  const isThere = vault.clients.exists(clientId);
  if (isThere && promised[`destroyed-${way}`]) return 'a destroyed client is back';
  if (!isThere && others && !promised[`destroying-${way}`]) return 'a client is gone';
  if (isThere && others && vault.phrases.get(clientId) !== 'a phrase') return 'another phrase';
  if (isThere || !others) return null;
  if (vault.clientKeys.has(clientId)) return 'the key of a destroyed client is there';
  const done = vault.destructions.list().find((one) => one.clientId === clientId);
  return done?.certificate ? null : 'a destruction is not complete';
}
