import { Emitter } from '../../src/base/emitter.ts';
import type { Clock, Log, Random } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { CallRequest } from '../../src/contract/contract.ts';
import type { ExportCalls, ExportLock, ExportStatus } from '../../src/contract/export-calls.ts';
import { newId, type ClientId, type ExportId, type PassphraseId } from '../../src/contract/ids.ts';
import { exportPassphrase, newExportWords } from '../../src/crypto/export-passphrase.ts';
import { readAgeKeys } from '../../src/domain/age-recipient.ts';
import { exportFileName } from '../../src/domain/record-export/archive-names.ts';
import { AppError, CancelledError } from '../../src/errors/app-error.ts';
import { createAgeSealing, type AgeSealing } from '../exports/age-sealing.ts';
import { createExportWork, type ExportedVault, type ExportStep } from '../exports/export-work.ts';
import { makeExport } from '../exports/make-export.ts';
import type { CardOpening } from '../vault/tables/cards-table.ts';
import type { SavePlace, SavePort } from '../ports/save-port.ts';

type ExportRequest = CallRequest<ExportCalls, 'export.begin'>;
type Failure = Extract<ExportStatus, { phase: 'failed' }>['code'];

interface ShownPassphrase {
  readonly passphraseId: PassphraseId;
  readonly words: readonly string[];
}

/** What is exported from, and what is told of that. */
export interface ExportSource {
  /** @throws AppError vault-locked when there is nothing */
  use(): ExportedVault;
  /** Tells when what it gave is shut, or another one is in its place. */
  onShut(listener: () => void, scope: Scope): void;
  /**
   * Puts it on record, before a word is read. What it throws stands for the export. `cardReason`: why the sealed card is opened for
   * it; null leaves it out. @returns what the card is read with
   */
  note(clientId: ClientId, cardReason: string | null): CardOpening | null;
  noteFailed(clientId: ClientId): void;
}

export interface ExportServiceOptions {
  readonly source: ExportSource;
  readonly save: SavePort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Its end stops what runs. */
  readonly scope: Scope;
}

/** How often at most progress is told: a person sees no more, and the window has other things to do. */
const progressEveryMs = 100;

/** Exports of one client's record, one at a time. */
export class ExportService {
  readonly events = new Emitter<{ readonly changed: ExportStatus }>();
  readonly #options: ExportServiceOptions;
  #status: ExportStatus = { phase: 'idle' };
  #shown: ShownPassphrase | null = null;
  #isAsking = false;
  #stop: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: ExportServiceOptions) {
    this.#options = options;
    options.source.onShut(() => {
      this.#shown = null;
      this.#stop?.abort(new AppError('vault-locked'));
    }, options.scope);
    options.scope.own(() => {
      this.#stop?.abort(new CancelledError());
    });
  }

  get status(): ExportStatus {
    return this.#status;
  }

  /** Words that are shown once. @throws AppError vault-locked */
  newPassphrase(): ShownPassphrase {
    this.#options.source.use();
    const { random } = this.#options;
    this.#shown = { passphraseId: newId<PassphraseId>(random), words: newExportWords(random) };
    return this.#shown;
  }

  /**
   * @returns null when the person changed their mind
   * On record before a word is read: without that there is no export.
   * @throws AppError not-found, conflict while another one runs, bad-request, vault-locked, and what the access log throws
   */
  async begin(request: ExportRequest): Promise<ExportId | null> {
    const { source, save, clock, random, scope } = this.#options;
    if (!source.use().clients.exists(request.clientId)) throw new AppError('not-found');
    if (this.#stop || this.#isAsking) throw new AppError('conflict');
    const sealing = this.#sealingOf(request.lock);
    this.#isAsking = true;
    try {
      const place = await save.ask(exportFileName(clock.nowMs()), 'own');
      if (!place || scope.isClosed) return null;
      // It may have been locked while the person chose.
      source.use();
      const card = await this.#noteOrAbandon(request, place);
      if (request.lock.kind === 'passphrase') this.#shown = null;
      const exportId = newId<ExportId>(random);
      this.#running = this.#run({ exportId, card }, request, sealing, place);
      return exportId;
    } finally {
      this.#isAsking = false;
    }
  }

  async #noteOrAbandon(
    { clientId, cardReason }: ExportRequest,
    place: SavePlace,
  ): Promise<CardOpening | null> {
    try {
      return this.#options.source.note(clientId, cardReason);
    } catch (error) {
      await place.abandon();
      throw error;
    }
  }

  cancel(exportId: ExportId): void {
    const now = this.#status;
    if (now.phase === 'running' && now.exportId === exportId) {
      this.#stop?.abort(new CancelledError());
    }
  }

  /** When nothing runs any more, and nothing is left of what was stopped. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Always settles well: what goes wrong is a status. */
  async #run(
    { exportId, card }: { readonly exportId: ExportId; readonly card: CardOpening | null },
    request: ExportRequest,
    sealing: AgeSealing,
    place: SavePlace,
  ): Promise<void> {
    const { source, clock, log } = this.#options;
    const known = { exportId, clientId: request.clientId };
    const stop = new AbortController();
    this.#stop = stop;
    this.#tell({ phase: 'running', ...known, step: 'reading', done: 0, total: 1 });
    const work = createExportWork({
      useVault: () => source.use(),
      clock,
      signal: stop.signal,
      onProgress: this.#progressOf(known),
    });
    const order = {
      clientId: request.clientId,
      leftOut: isNothing(request.leftOut) ? null : request.leftOut,
      card,
      sealing,
      madeAtMs: clock.nowMs(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    try {
      const made = await makeExport(order, place, work);
      this.#stop = null;
      log.info('export-made', { ...made });
      this.#tell({ phase: 'done', ...known, ...made });
    } catch (error) {
      this.#stop = null;
      source.noteFailed(request.clientId);
      if (error instanceof CancelledError) {
        this.#tell({ phase: 'cancelled', ...known });
        return;
      }
      const { code } = AppError.from(error);
      log.warn('export-failed', { code });
      this.#tell({ phase: 'failed', ...known, code: failureOf(code) });
    }
  }

  #progressOf(known: Pick<Extract<ExportStatus, { phase: 'running' }>, 'exportId' | 'clientId'>) {
    let toldAtMs = 0;
    let toldStep: ExportStep = 'reading';
    return (step: ExportStep, done: number, total: number): void => {
      const nowMs = this.#options.clock.nowMs();
      if (step === toldStep && Math.abs(nowMs - toldAtMs) < progressEveryMs) return;
      [toldAtMs, toldStep] = [nowMs, step];
      this.#tell({ phase: 'running', ...known, step, done, total });
    };
  }

  /** @throws AppError bad-request, not-found when other words were shown since */
  #sealingOf(lock: ExportLock): AgeSealing {
    if (lock.kind === 'keys') {
      const read = readAgeKeys(lock.keys.join(' '));
      if (!read) throw new AppError('bad-request', 'age keys');
      return createAgeSealing({ kind: 'keys', keys: read.keys });
    }
    const shown = this.#shown;
    if (shown?.passphraseId !== lock.passphraseId) throw new AppError('not-found');
    return createAgeSealing({ kind: 'passphrase', passphrase: exportPassphrase(shown.words) });
  }

  #tell(status: ExportStatus): void {
    this.#status = status;
    try {
      this.events.emit('changed', status);
    } catch (error) {
      // The export is what it is, whatever a listener makes of it.
      this.#options.log.error('export-listener-failed', { code: AppError.from(error).code });
    }
  }
}

function isNothing(leftOut: ExportRequest['leftOut']): boolean {
  return !leftOut || leftOut.noteIds.length + leftOut.fileIds.length === 0;
}

const failures: readonly string[] = [
  'not-found',
  'vault-locked',
  'vault-damaged',
  'disk-full',
  'save-failed',
] satisfies readonly Failure[];

function failureOf(code: string): Failure {
  return isFailure(code) ? code : 'internal';
}

function isFailure(code: string): code is Failure {
  return failures.includes(code);
}
