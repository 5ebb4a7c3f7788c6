import type { Clock, Log } from '../../src/base/ports.ts';
import type { AuditEvent, AuditOutcome, AuditSubject } from '../../src/contract/audit-calls.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FailedUnlocks } from '../vault/failed-unlocks.ts';
import type { RescueDeed } from '../vault/rescue/rescue-tally.ts';
import type { TallyFile } from '../vault/tally-file.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { RecentlyNoted } from './recently-noted.ts';
import type { Opening, VaultService } from './vault-service.ts';

/** What is put on record: a code and what it is about, never content. */
export interface AuditNote {
  readonly event: AuditEvent;
  /** The client it is about. */
  readonly clientId?: ClientId;
  /** What it is about, if it is no client; the vault when left out. */
  readonly subject?: Exclude<AuditSubject, 'client'>;
  /** `done` when left out. */
  readonly outcome?: AuditOutcome;
  readonly times?: number;
}

/**
 * Puts on record what is done with the vault (docs/vault.md, Access log). `note` and `along` are for what must not happen
 * unseen: what they throw stands for the deed. The others are for what people need whatever becomes of the log: care goes
 * on, nothing that was written is lost, and the gap is counted, to be noted as soon as that works again.
 */
export interface AuditTrail {
  /** On disk when it returns. @throws AppError vault-locked, disk-full, too-many, vault-damaged */
  note(note: AuditNote): void;
  noteAnyway(note: AuditNote): void;
  /** Does it and notes it in one transaction, both or neither. Not noted: what has changed nothing. */
  along<T>(note: AuditNote, act: () => T): T;
  /**
   * Does it, and notes it in the same transaction if that can be done. `once`: what is done so often that one entry in a
   * quarter of an hour stands for all of it; it names the record.
   */
  alongAnyway<T>(note: AuditNote, act: () => T, once?: string): T;
  /**
   * Notes that a record was read: one entry in a quarter of an hour for each. Whose it is, is asked only when there is
   * one.
   */
  reading(event: AuditEvent, record: string, clientOf: () => ClientId | null): void;
}

export interface AuditTrailOptions {
  readonly vault: VaultService;
  readonly failedUnlocks: FailedUnlocks;
  /** What was done with a damaged vault before this one was opened. */
  readonly rescued: TallyFile<RescueDeed>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the log calls what was done with a damaged vault. */
const deedEvents = {
  looked: 'vault-rescued',
  exported: 'record-exported',
  opened: 'record-opened',
  read: 'note-read',
} as const satisfies Record<RescueDeed, AuditEvent>;

/** The trail of one main side. It follows the vault by itself: opened, locked, tried in vain. */
export class VaultAuditTrail implements AuditTrail {
  readonly #options: AuditTrailOptions;
  readonly #recent: RecentlyNoted;
  /** What could not be noted, since the last entry that could. */
  #missed = 0;

  constructor(options: AuditTrailOptions) {
    this.#options = options;
    this.#recent = new RecentlyNoted(options.clock);
    const { events } = options.vault;
    events.on('opened', (opening) => {
      this.#opened(opening);
    });
    events.on('closing', () => {
      this.noteAnyway({ event: 'vault-locked' });
      this.#recent.clear();
    });
    events.on('denied', (way) => {
      this.#anyway(() => {
        options.failedUnlocks.count(way, options.clock.nowMs());
      });
    });
  }

  note(note: AuditNote): void {
    const vault = this.#options.vault.use();
    this.#settling(vault, () => {
      this.#append(vault, note);
    });
  }

  noteAnyway(note: AuditNote): void {
    this.#anyway(() => {
      this.note(note);
    });
  }

  along<T>(note: AuditNote, act: () => T): T {
    const vault = this.#options.vault.use();
    return this.#settling(vault, () =>
      vault.together(act, () => {
        this.#append(vault, note);
      }),
    );
  }

  alongAnyway<T>(note: AuditNote, act: () => T, once?: string): T {
    if (once !== undefined && this.#recent.has(note.event, once)) return act();
    const vault = this.#options.vault.use();
    const attempt = { isNoted: false, failure: null as AppError | null };
    const append = (): void => {
      try {
        this.#append(vault, note);
        attempt.isNoted = true;
      } catch (error) {
        attempt.failure = AppError.from(error);
        throw error;
      }
    };
    try {
      const result = this.#settling(vault, () => vault.together(act, append));
      if (attempt.isNoted && once !== undefined) this.#recent.add(note.event, once);
      return result;
    } catch (error) {
      if (!attempt.failure) throw error;
      // All of it was undone; what is left out now is the entry.
      const result = act();
      this.#miss(attempt.failure);
      return result;
    }
  }

  reading(event: AuditEvent, record: string, clientOf: () => ClientId | null): void {
    if (this.#recent.has(event, record)) return;
    this.#anyway(() => {
      const clientId = clientOf();
      this.note({ event, ...(clientId !== null && { clientId }) });
      this.#recent.add(event, record);
    });
  }

  /** With this the attempts in vain are in the log; until then they stay where they are. */
  #opened({ way, isNew, isOlder }: Opening): void {
    const { vault, failedUnlocks, rescued, clock } = this.#options;
    this.#recent.clear();
    this.#anyway(() => {
      const opened = vault.use();
      const failed = failedUnlocks.read();
      const deeds = rescued.read();
      this.#settling(opened, () => {
        opened.together(
          () => {
            if (isNew) this.#append(opened, { event: 'vault-created' });
            if (!failed || !deeds) this.#append(opened, { event: 'log-gap', subject: 'log' });
            for (const { way: tried, times, lastAtMs } of failed ?? []) {
              // It is not sealed: whoever wrote a time that cannot be does not keep the log from going on.
              const atMs = Math.min(lastAtMs, clock.nowMs());
              this.#append(opened, { event: 'unlock-failed', subject: tried, times }, atMs);
            }
            for (const { kind, times, lastAtMs } of deeds ?? []) {
              this.#append(
                opened,
                { event: deedEvents[kind], times },
                Math.min(lastAtMs, clock.nowMs()),
              );
            }
            if (isOlder) this.#append(opened, { event: 'older-accepted' });
            this.#append(opened, { event: 'vault-opened', subject: way }, clock.nowMs());
          },
          () => undefined,
        );
      });
      failedUnlocks.forget();
      rescued.forget();
    });
  }

  #append(vault: OpenVault, note: AuditNote, atMs = this.#options.clock.nowMs()): void {
    const { event, clientId = null, subject = 'vault', outcome = 'done', times = 1 } = note;
    vault.audit.append({ atMs, event, subject, clientId, outcome, times });
  }

  /** Notes as well what could not be noted before, in the same transaction. */
  #settling<T>(vault: OpenVault, act: () => T): T {
    const missed = this.#missed;
    if (missed === 0) return act();
    const result = vault.together(
      () => {
        const done = act();
        this.#append(vault, { event: 'log-gap', subject: 'log', times: missed });
        return done;
      },
      () => undefined,
    );
    this.#missed -= missed;
    return result;
  }

  #anyway(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#miss(AppError.from(error));
    }
  }

  #miss({ code }: AppError): void {
    this.#missed += 1;
    this.#options.log.warn('audit-missed', { code });
  }
}
