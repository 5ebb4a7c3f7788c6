import { Emitter } from '../src/base/emitter.ts';
import type { Clock, Log, Random } from '../src/base/ports.ts';
import { Scope } from '../src/base/scope.ts';
import { ipcBoundary, type Ipc } from '../src/contract/ipc.ts';
import { createHandlers } from './ipc/handlers.ts';
import { sendPushes, type PushListener, type PushSources } from './ipc/pushes.ts';
import { register, type IpcReceiver } from './ipc/register.ts';
import { createAuditLogService } from './services/audit-log-service.ts';
import { VaultAuditTrail, type AuditTrail } from './services/audit-trail.ts';
import { AutoLockService } from './services/auto-lock-service.ts';
import { createAttestationService } from './services/attestation-service.ts';
import { createBackupService } from './services/backup-service.ts';
import { CaptureShieldService } from './services/capture-shield-service.ts';
import { createCardService, type CardService } from './services/card-service.ts';
import { createClientService } from './services/client-service.ts';
import type { CapturePort } from './ports/capture-port.ts';
import type { ClipboardPort } from './ports/clipboard-port.ts';
import type { FolderPort } from './ports/folder-port.ts';
import type { HostInfo } from './ports/host-info.ts';
import type { KeychainPort } from './ports/keychain-port.ts';
import type { PowerEvents } from './ports/power-events.ts';
import type { PassphraseKdf } from './ports/passphrase-kdf.ts';
import type { SavePort } from './ports/save-port.ts';
import { ExportService } from './services/export-service.ts';
import { createFileService } from './services/file-service.ts';
import { createNoteHistoryService } from './services/note-history-service.ts';
import { createRetentionService } from './services/retention-service.ts';
import { LongWork } from './services/long-work.ts';
import { createNoteService } from './services/note-service.ts';
import { PostureService, type ComputerPorts } from './services/posture-service.ts';
import { createExportSource } from './services/export-source.ts';
import { RescueService, type RescueServiceOptions } from './services/rescue-service.ts';
import { createRescueTally } from './vault/rescue/rescue-tally.ts';
import { createSearchService } from './services/search-service.ts';
import { createRestoreService } from './services/restore-service.ts';
import { createSeatService } from './services/seat-service.ts';
import {
  createServerService,
  type PresetServer,
  type ServerService,
} from './services/server-service.ts';
import { createSessionService } from './services/session-service.ts';
import { Downloads } from './saving/downloads.ts';
import { createVaultSecurityService } from './services/vault-security-service.ts';
import { VaultService } from './services/vault-service.ts';
import { createVerificationService } from './services/verification-service.ts';
import { createVaultWaysService } from './services/vault-ways-service.ts';
import { createVaultStore } from './vault/vault-store.ts';

export type { PresetServer };

export interface MainSideOptions {
  readonly host: HostInfo;
  /** Absolute path of the folder for everything that is kept; made if missing. */
  readonly dataFolder: string;
  readonly keychain: KeychainPort;
  readonly kdf: PassphraseKdf;
  /** Puts files where a person says. */
  readonly save: SavePort;
  /** Asks for folders for backups. */
  readonly folders: FolderPort;
  readonly presetServer: PresetServer | null;
  /** The main side before this one ended in the middle: the vault then begins as `needs-help`, until it is opened. */
  readonly isAfterFailure?: boolean;
  /** Left out, the shell knows nothing of the machine's use, and the vault locks only when it is told to. */
  readonly power?: PowerEvents;
  /** What is known of the computer, and of who the practice's server is. Left out: nothing. */
  readonly computer?: ComputerPorts;
  /** Left out, the shell has no window of ours, and nothing is known of whether it can be captured. */
  readonly capture?: CapturePort;
  /** Left out, the shell has no clipboard of its own. */
  readonly clipboard?: ClipboardPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Everything that Quietroom does outside the renderer, without a shell: a host puts windows and a bridge around it. */
export interface MainSide {
  /** The contract that it answers. */
  readonly table: Ipc;
  /** Answers one call of the contract. Never rejects. */
  readonly handle: IpcReceiver;
  /** Sends pushes to the listener until the returned function is called. */
  onPush(listener: PushListener): () => void;
  /**
   * Origin of the practice's server for `connect-src`; null when none was chosen. Kept in the vault, so also null while
   * that is closed, unless the shell preset it.
   */
  allowedServerOrigin(): string | null;
  /** Tells when `allowedServerOrigin` changes, until the returned function is called. */
  onAllowedServerOrigin(listener: (origin: string | null) => void): () => void;
  /** Closes the vault, wipes its keys, and takes away files that were half saved. Idempotent. */
  close(): Promise<void>;
}

/** The main side itself, as whoever runs it in this thread has it. */
export interface LocalMainSide extends MainSide {
  /** Opens the vault if the keychain does that alone. What fails is the vault's state, as ever. */
  reopen(): Promise<void>;
}

/** Builds the main side. Opens nothing yet: the renderer asks for that. */
export function createMainSide(options: MainSideOptions): LocalMainSide {
  const { host, log } = options;
  const scope = new Scope();
  const { store, vault, tally, audit } = createVault(options, scope);
  const autoLock = new AutoLockService({ ...options, vault, scope });
  const capture = new CaptureShieldService({ ...options, vault, scope });
  forgetCopiesWhenShut(vault, options.clipboard, scope);
  const downloads = new Downloads(options);
  const work = new LongWork(options.clock);
  scope.own(() => {
    work.close();
  });
  const ports = { vault, audit, clock: options.clock, random: options.random };
  const cards = createCardService(ports);
  const parts = { vault, store, audit, cards, work, tally, scope };
  const { rescue, exports } = takingOut(options, parts);
  const server = createServerService(vault, audit, options.presetServer);
  const auditLog = createAuditLogService({ ...ports, save: options.save });
  const search = createSearchService({ ...ports, log });
  const backups = createBackupService({ ...options, vault, audit, work, scope });
  const handlers = createHandlers({
    ...options,
    vault,
    ways: createVaultWaysService({ ...options, vault, audit, work, store }),
    autoLock,
    verification: createVerificationService({ ...ports, search, work, log }),
    security: createVaultSecurityService({ ...options, vault, store }),
    backups,
    rescue,
    restore: createRestoreService({ ...options, vault, audit, work, store }),
    server,
    audit,
    capture,
    auditLog,
    clients: createClientService(ports),
    cards,
    retention: createRetentionService({ ...ports, work, log }),
    notes: createNoteService(ports),
    noteHistory: createNoteHistoryService(ports),
    search,
    posture: new PostureService({
      ...options,
      ...ports,
      serverOrigin: () => server.origin(),
      scope,
    }),
    seats: createSeatService(vault),
    attestation: createAttestationService(ports),
    files: createFileService(ports),
    downloads,
    exports,
    work,
    sessions: createSessionService({ ...ports, serverOrigin: () => server.origin() }),
  });
  const origin = followServerOrigin(vault, server, options.presetServer, scope);
  return {
    table: ipcBoundary.table,
    handle: register({
      boundary: ipcBoundary,
      handlers,
      rendererOrigin: host.rendererOrigin,
      log,
    }),
    onPush: pushFrom({ vault, work, exports, rescue, autoLock, capture }, scope),
    allowedServerOrigin: origin.current,
    onAllowedServerOrigin: (listener) => origin.events.on('changed', listener),
    reopen: async () => {
      await vault.open();
    },
    close: async () => {
      scope.close();
      await Promise.all([downloads.close(), exports.settled(), auditLog.close()]);
    },
  };
}

/** Nothing that was copied out of a vault outlasts its being open. */
function forgetCopiesWhenShut(
  vault: VaultService,
  clipboard: ClipboardPort | undefined,
  scope: Scope,
): void {
  if (!clipboard) return;
  vault.events.on(
    'changed',
    ({ state }) => {
      if (state !== 'open') void clipboard.forget();
    },
    scope,
  );
}

/** The vault, closed, and what puts on record what is done with it. */
function createVault(options: MainSideOptions, scope: Scope) {
  const { isAfterFailure = false, log, clock, dataFolder } = options;
  const store = createVaultStore(options);
  const vault = new VaultService({ store, keychain: options.keychain, isAfterFailure, log });
  const tally = createRescueTally(dataFolder);
  const { failedUnlocks } = store;
  const audit = new VaultAuditTrail({ vault, failedUnlocks, rescued: tally, clock, log });
  scope.own(() => {
    vault.close();
  });
  return { store, vault, tally, audit };
}

type TakingOutParts = Pick<RescueServiceOptions, 'vault' | 'store' | 'work' | 'tally' | 'scope'> & {
  readonly audit: AuditTrail;
  readonly cards: CardService;
};

/** Exports, of the open vault or of what can be read of a damaged one. */
function takingOut(
  options: MainSideOptions,
  { audit, cards, ...parts }: TakingOutParts,
): { readonly rescue: RescueService; readonly exports: ExportService } {
  const rescue = new RescueService({ ...options, ...parts });
  const source = createExportSource(parts.vault, audit, rescue, cards);
  return { rescue, exports: new ExportService({ ...options, source, scope: parts.scope }) };
}

/** Each listener hears until it turns away, or until the main side ends. */
function pushFrom(sources: PushSources, scope: Scope): MainSide['onPush'] {
  return (listener) => {
    const listening = scope.child();
    sendPushes(sources, listener, listening);
    return () => {
      listening.close();
    };
  };
}

/** Follows which server may be connected to. */
function followServerOrigin(
  vault: VaultService,
  server: ServerService,
  preset: PresetServer | null,
  scope: Scope,
): { current: () => string | null; events: Emitter<{ changed: string | null }> } {
  const events = new Emitter<{ changed: string | null }>();
  let current = preset?.origin ?? null;
  const update = (origin: string | null): void => {
    if (origin === current) return;
    current = origin;
    events.emit('changed', origin);
  };
  if (!preset) {
    vault.events.on(
      'changed',
      ({ state }) => {
        update(state === 'open' ? server.get().origin : null);
      },
      scope,
    );
    server.events.on('chosen', update, scope);
  }
  return { current: () => current, events };
}
