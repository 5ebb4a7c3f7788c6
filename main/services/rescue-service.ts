import { Emitter } from '../../src/base/emitter.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type {
  RescuedClient,
  RescuedNote,
  RescuedText,
  RescueReport,
  RescueRequest,
} from '../../src/contract/rescue-calls.ts';
import { usualIdleMinutes } from '../../src/domain/auto-lock.ts';
import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { KeychainPort } from '../ports/keychain-port.ts';
import type { PassphraseKdf } from '../ports/passphrase-kdf.ts';
import type { PowerEvents } from '../ports/power-events.ts';
import type { RescueDeed } from '../vault/rescue/rescue-tally.ts';
import { removeRescue, rescueVault, type RescuedVault } from '../vault/rescue/rescued-vault.ts';
import type { TallyFile } from '../vault/tally-file.ts';
import type { VaultStore } from '../vault/vault-store.ts';
import { readSecret } from './keychain-secret.ts';
import type { LongWork, WorkOutcome } from './long-work.ts';
import type { VaultService } from './vault-service.ts';
import { typedSecret } from './vault-ways-service.ts';

export interface RescueServiceOptions {
  readonly vault: VaultService;
  readonly store: VaultStore;
  readonly keychain: KeychainPort;
  readonly kdf: PassphraseKdf;
  readonly work: LongWork;
  readonly tally: TallyFile<RescueDeed>;
  readonly dataFolder: string;
  readonly power?: PowerEvents;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Its end ends what is looked at. */
  readonly scope: Scope;
}

/** Looking at what can still be read of a vault that does not open. */
export class RescueService {
  /** `ended`: nothing is looked at any more, whoever ended it. */
  readonly events = new Emitter<{ readonly ended: null }>();
  readonly #options: RescueServiceOptions;
  #rescued: RescuedVault | null = null;
  /** Records and notes that were read of it, each of which is counted once. */
  #seen = new Set<string>();
  /** How often somebody has turned away. What was begun before is not shown after it. */
  #absences = 0;

  constructor(options: RescueServiceOptions) {
    this.#options = options;
    const { vault, power, scope } = options;
    // One app has the folder at a time, so what lies there is what a crash left. A damaged vault may stay so for long.
    this.#removeLeft();
    scope.own(() => {
      this.end();
    });
    vault.events.on(
      'changed',
      ({ state }) => {
        if (state !== 'open' && state !== 'absent') return;
        this.end();
        this.#removeLeft();
      },
      scope,
    );
    if (!power) return;
    // Whoever walks away leaves nothing open, as with a vault that is whole.
    scope.own(
      power.listen((event) => {
        const isThere = event.kind === 'idle' && event.idleMs < usualIdleMinutes * 60_000;
        if (!isThere) this.#turnAway();
      }),
    );
  }

  /** What is looked at; null for nothing. */
  get current(): RescuedVault | null {
    return this.#rescued;
  }

  get report(): RescueReport | null {
    return this.#rescued && reportOf(this.#rescued);
  }

  /** @throws AppError as `rescue.begin` says */
  async begin(request: RescueRequest): Promise<WorkOutcome<RescueReport>> {
    const { vault, work, dataFolder, random, scope, log } = this.#options;
    this.end();
    const absences = this.#absences;
    return work.run('rescue', async (tools) =>
      vault.beside(request.way, async () => {
        const secret = await this.#secretOf(request);
        try {
          const options = { dataFolder, way: request.way, secret, random };
          const rescued = await rescueVault(options, tools);
          if (scope.isClosed || this.#absences !== absences) {
            rescued.close();
            throw new AppError('vault-locked');
          }
          this.#rescued = rescued;
        } finally {
          secret.wipe();
        }
        const report = reportOf(this.#rescued);
        log.info('vault-rescued', { count: report.clients.length });
        this.#countAnyway('looked');
        return report;
      }),
    );
  }

  /** Newest first. @throws AppError vault-locked when nothing is looked at */
  notes(clientId: ClientId): RescuedNote[] {
    const rescued = this.#use();
    this.#countOnce('opened', clientId);
    const lost = Map.groupBy(rescued.losses(clientId)?.notes ?? [], ({ noteId }) => noteId);
    return rescued.notes.list(clientId).map(({ noteId, createdAtMs, savedAtMs, firstLine }) => ({
      noteId,
      createdAtMs,
      savedAtMs,
      firstLine,
      lost: (lost.get(noteId) ?? []).map(({ part }) => part),
    }));
  }

  /** What can be read of it. @throws AppError not-found, vault-locked when nothing is looked at */
  readNote(noteId: NoteId): RescuedText {
    const { notes, signedNotes } = this.#use();
    const note = notes.read(noteId);
    if (!note) throw new AppError('not-found');
    const { amendments } = signedNotes.prove(noteId);
    this.#countOnce('read', noteId);
    return {
      text: note.text,
      savedAtMs: note.savedAtMs,
      amendments: amendments.map(({ number, text, signedAtMs }) => ({ number, text, signedAtMs })),
    };
  }

  /** That a record is exported from it. On disk when it returns. @throws AppError disk-full, save-failed */
  noteExport(): void {
    const { tally, clock } = this.#options;
    try {
      tally.count('exported', clock.nowMs());
    } catch (error) {
      throw AppError.from(error);
    }
  }

  /** Idempotent. */
  end(): void {
    const rescued = this.#rescued;
    if (!rescued) return;
    this.#rescued = null;
    this.#seen = new Set();
    try {
      this.events.emit('ended', null);
    } finally {
      rescued.close();
    }
  }

  #use(): RescuedVault {
    if (!this.#rescued) throw new AppError('vault-locked', 'nothing is looked at');
    return this.#rescued;
  }

  /** Reading takes minutes, and ends as well: whoever comes back shows a way in again. */
  #turnAway(): void {
    this.#absences += 1;
    this.#options.work.cancel('rescue');
    this.end();
  }

  async #secretOf(request: RescueRequest): Promise<SecretBytes> {
    const { store, keychain } = this.#options;
    return request.way === 'keychain'
      ? readSecret(keychain, store.keychainEntryId())
      : typedSecret(this.#options, request);
  }

  /** The copy of one that was interrupted. That it cannot be taken away keeps nobody from the app. */
  #removeLeft(): void {
    const { dataFolder, log } = this.#options;
    try {
      removeRescue(dataFolder);
    } catch (error) {
      log.warn('rescue-left', { code: AppError.from(error).code });
    }
  }

  #countOnce(deed: RescueDeed, id: string): void {
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#countAnyway(deed);
  }

  /** Nobody is kept from their records because that cannot be counted; an export waits for its own. */
  #countAnyway(deed: RescueDeed): void {
    const { tally, clock, log } = this.#options;
    try {
      tally.count(deed, clock.nowMs());
    } catch (error) {
      log.warn('rescue-not-counted', { code: AppError.from(error).code });
    }
  }
}

function reportOf(rescued: RescuedVault): RescueReport {
  return { ...rescued.found, clients: rescued.clients.list().map((one) => clientOf(rescued, one)) };
}

/** As many as the contract lets through. */
const maxNamed = 10_000;

function clientOf(
  rescued: RescuedVault,
  { clientId, pseudonym }: ReturnType<RescuedVault['clients']['list']>[number],
): RescuedClient {
  const losses = rescued.losses(clientId);
  return {
    clientId,
    pseudonym: rescued.nameless.has(clientId) ? null : pseudonym,
    notes: rescued.notes.list(clientId).length,
    files: rescued.files.list(clientId).length,
    hasCard: rescued.cards.filled(clientId).length > 0,
    lost: {
      notes: (losses?.notes ?? [])
        .slice(0, maxNamed)
        .map(({ noteId, createdAtMs, part }) => ({ noteId, createdAtMs, part })),
      files: (losses?.files ?? [])
        .slice(0, maxNamed)
        .map(({ name, keptAtMs }) => ({ name, keptAtMs })),
      card: [...(losses?.card ?? [])],
      others: losses?.others ?? 0,
    },
  };
}
