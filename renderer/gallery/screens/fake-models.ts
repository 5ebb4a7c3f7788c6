import type { AsideVault } from '../../../src/contract/backup-calls.ts';
import type { AccessLogModel, AccessLogState } from '../../view-models/access-log-model.ts';
import type { ComputerState } from '../../view-models/computer-model.ts';
import type { AppState } from '../../view-models/app-state.ts';
import type { AutoLockModel, IdleSetting } from '../../view-models/auto-lock-model.ts';
import type { CallModel, CallState } from '../../view-models/call-model.ts';
import type { CardState } from '../../view-models/card-model.ts';
import type { ClientsModel, ClientsState } from '../../view-models/clients-model.ts';
import type { DestroyedRecordsState } from '../../view-models/destroyed-records-model.ts';
import type { DestructionState } from '../../view-models/destruction-model.ts';
import type { DevicesModel, DevicesState } from '../../view-models/devices-model.ts';
import type { GuestKind, SessionSlip } from '../../view-models/encryption-model.ts';
import type { ExportModel, ExportState } from '../../view-models/export-model.ts';
import type { FirstFaceModel } from '../../view-models/first-face.ts';
import type { FilesState } from '../../view-models/files-model.ts';
import type { BackupsState } from '../../view-models/backups-model.ts';
import type { RenewalState } from '../../view-models/renewal-model.ts';
import type { RescueState } from '../../view-models/rescue-model.ts';
import type { RetentionRulesState } from '../../view-models/retention-rules-model.ts';
import type { RestoreState } from '../../view-models/restore-model.ts';
import type { SlipsState } from '../../view-models/slips-model.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { GuestRelayModel } from '../../view-models/guest-relay-model.ts';
import type { GuestState } from '../../view-models/guest-model.ts';
import type { FarewellState, HostSessionState } from '../../view-models/host-session-model.ts';
import type { GuestModels, TherapistModels } from '../../view-models/models.ts';
import type { LeftFile, LeftFilesModel } from '../../view-models/left-files.ts';
import type { NotesState } from '../../view-models/notes-model.ts';
import type { PhraseState } from '../../view-models/phrase-model.ts';
import type { ServerState } from '../../view-models/server-model.ts';
import { createStore } from '../../view-models/store.ts';
import type { VaultSecurityState } from '../../view-models/vault-security-model.ts';
import type { VaultModel, VaultState } from '../../view-models/vault-model.ts';
import type {
  KitState,
  KnownWays,
  VaultWaysModel,
  WaysWork,
} from '../../view-models/vault-ways-model.ts';
import type { TreatmentState } from '../../view-models/treatment-model.ts';
import type { Handing } from '../../view-models/talk-model.ts';
import { devicesOn } from './fake-media.ts';
import { fakeCard } from './fake-card.ts';
import { fakeDestroyedRecords, fakeDestruction } from './fake-destruction.ts';
import { fakeTreatment } from './fake-treatment.ts';
import { fakeEditor, type NoteScene } from './fake-notes.ts';
import { fakeSearch, type SearchScene } from './fake-search.ts';
import { fakeTalk, type TalkScene } from './fake-talk.ts';
import { accessLog } from './fake-access-log.ts';
import { fakeComputer } from './fake-computer.ts';
import { fakeBackups, fakeRestore } from './fake-backups.ts';
import { fakeRetentionRules } from './fake-retention.ts';
import { fakeRescue } from './fake-rescue.ts';
import { fakeShield, type ShieldScene } from './fake-shield.ts';
import { fakeRenewal, fakeVaultSecurity } from './fake-vault-security.ts';
import { ids } from '../../../src/contract/ids.ts';
import { appStatus, clients, notes, nowMs } from './fake-world.ts';

const nothing = (): void => undefined;

/** What a call is made of. */
interface CallScene {
  readonly call: CallState;
  /** What was written and handed over; left out, there is no such thing. */
  readonly talk: TalkScene;
  /** What is still there when it has ended. */
  readonly leftFiles: readonly LeftFile[];
}

/** A call that only changes by what is said of its words, or written in it. */
function fakeCall(
  { call = { phase: 'idle' }, talk }: Partial<CallScene>,
  canKeep: boolean,
): CallModel {
  const state = createStore(call);
  const judgeWords: CallModel['judgeWords'] = (seatId, verdict) => {
    const now = state.get();
    if (now.phase !== 'live' || !now.encryption) return;
    const words = now.encryption.words.map((one) =>
      one.seatId === seatId ? { ...one, verdict } : one,
    );
    state.set({ ...now, encryption: { ...now.encryption, words } });
  };
  return {
    state,
    setMicrophone: nothing,
    setCamera: nothing,
    pictureShown: nothing,
    judgeWords,
    ...(talk ? { talk: fakeTalk(talk, canKeep) } : {}),
  };
}

function leftFiles(files: readonly LeftFile[] = [], canKeep: boolean): LeftFilesModel {
  return { state: createStore(files), canKeep, save: nothing, keep: nothing };
}

function fakeDevices(state: DevicesState, level: number): DevicesModel {
  return {
    state: createStore(state),
    level: createStore(level),
    open: nothing,
    pick: nothing,
    retry: nothing,
    watchLevel: () => nothing,
    close: nothing,
  };
}

const everyWay: KnownWays = {
  keychain: true,
  passphrase: true,
  recovery: { kitNumber: '482107', madeAtMs: nowMs },
};

export interface TherapistScene extends CallScene, NoteScene, SearchScene {
  readonly exporting: ExportState;
  readonly treatment: TreatmentState;
  readonly destruction: DestructionState;
  readonly destroyed: DestroyedRecordsState;
  readonly accessLog: AccessLogState;
  readonly computer: ComputerState;
  readonly handingLog: Handing;
  readonly backups: BackupsState;
  readonly restore: RestoreState;
  readonly retention: RetentionRulesState;
  readonly rescue: RescueState;
  readonly aside: readonly AsideVault[];
  readonly security: VaultSecurityState;
  readonly renewal: RenewalState;
  readonly files: FilesState;
  readonly slips: SlipsState;
  readonly app: AppState;
  readonly vault: VaultState;
  readonly ways: KnownWays;
  readonly kit: KitState;
  readonly unlocking: WaysWork;
  readonly idleLock: IdleSetting;
  readonly lockSoonAtMs: number;
  readonly clients: ClientsState;
  readonly server: ServerState;
  readonly devices: DevicesState;
  readonly session: HostSessionState;
  readonly farewell: FarewellState;
  readonly notes: NotesState;
  readonly phrase: PhraseState;
  readonly card: CardState;
  readonly shield: ShieldScene;
}

function fakeVaultWays(scene: Partial<TherapistScene>): VaultWaysModel {
  return {
    ways: createStore<KnownWays>(scene.ways ?? everyWay),
    kit: createStore<KitState>(scene.kit ?? { phase: 'none' }),
    unlocking: createStore<WaysWork>(scene.unlocking ?? { phase: 'idle' }),
    changing: createStore<WaysWork>({ phase: 'idle' }),
    unlock: nothing,
    changed: nothing,
    clearFailures: nothing,
    makeKit: nothing,
    keepKit: nothing,
    dismissKit: nothing,
    setPassphrase: () => Promise.resolve(true),
    removePassphrase: nothing,
    useKeychain: nothing,
    stopKeychain: nothing,
    acceptOlder: nothing,
  };
}

function fakeExport(
  exporting: ExportState = { phase: 'choosing', asking: { phase: 'idle' } },
): ExportModel {
  return {
    state: createStore(exporting),
    watch: () => nothing,
    makeWords: nothing,
    beginWithWords: nothing,
    beginWithKeys: nothing,
    cancel: nothing,
    reset: nothing,
  };
}

function fakeAccessLog(scene: Partial<TherapistScene>): AccessLogModel {
  return {
    state: createStore<AccessLogState>(
      scene.accessLog ?? { phase: 'ready', entries: accessLog, earlier: 'some' },
    ),
    exporting: createStore<Handing>(scene.handingLog ?? { phase: 'no' }),
    load: nothing,
    loadEarlier: nothing,
    export: nothing,
  };
}

function fakeAutoLock({ idleLock, lockSoonAtMs }: Partial<TherapistScene>): AutoLockModel {
  const setting = createStore<IdleSetting>(
    idleLock ?? { phase: 'ready', minutes: 10, failed: null },
  );
  return {
    soonAtMs: createStore<number | null>(lockSoonAtMs ?? null),
    setting,
    setMinutes: (minutes) => {
      setting.set({ phase: 'ready', minutes, failed: null });
    },
    load: nothing,
  };
}

function fakeVault(vault: VaultState): VaultModel {
  return {
    state: createStore(vault),
    check: nothing,
    create: nothing,
    open: nothing,
    lock: nothing,
  };
}

function fakeClients(
  state: ClientsState = { phase: 'ready', clients, creation: { phase: 'idle' } },
): ClientsModel {
  return {
    state: createStore(state),
    load: nothing,
    clear: nothing,
    create: () => Promise.resolve(null),
    clearCreationFailure: nothing,
  };
}

const noSlips: SlipsState = { phase: 'ready', slips: [], checked: new Map() };

/** The therapist's models in one state. What is left out is as on a good day. */
export function therapistModels(scene: Partial<TherapistScene> = {}): TherapistModels {
  const {
    app = { phase: 'ready', status: appStatus('electron') },
    vault = { phase: 'open', cipher: 'AEGIS-256', keychain: 'Secret Service', unsavedNotes: false },
    session = { phase: 'idle' },
    server = { phase: 'enrolled', origin: 'https://rooms.example', work: { phase: 'idle' } },
  } = scene;
  return {
    app: createStore(app),
    vault: fakeVault(vault),
    vaultWays: fakeVaultWays(scene),
    vaultSecurity: fakeVaultSecurity(scene.security),
    renewal: fakeRenewal(scene.renewal),
    autoLock: fakeAutoLock(scene),
    shield: fakeShield(scene.shield),
    backups: fakeBackups(scene.backups),
    restore: fakeRestore(scene.restore, scene.aside),
    rescue: fakeRescue(scene.rescue, scene.unlocking),
    clients: fakeClients(scene.clients),
    destruction: fakeDestruction(scene.destruction),
    search: fakeSearch(scene),
    server: { state: createStore(server), load: nothing, setOrigin: nothing, enrol: nothing },
    devices: fakeDevices(
      scene.devices ?? (session.phase === 'idle' ? { phase: 'closed' } : devicesOn()),
      0,
    ),
    session: {
      state: createStore(session),
      call: fakeCall(scene, true),
      leftFiles: leftFiles(scene.leftFiles, true),
      farewell: createStore(scene.farewell ?? 'told'),
      check: nothing,
      start: nothing,
      retry: nothing,
      admit: nothing,
      refuse: nothing,
      remove: nothing,
      newInvite: nothing,
      end: nothing,
      dismiss: nothing,
    },
    notesOf: () => ({
      state: createStore(scene.notes ?? { phase: 'ready', notes }),
      load: nothing,
      begin: () => ({ noteId: ids.note.parse('n'.repeat(21) + 'A'), createdAtMs: nowMs }),
    }),
    slipsOf: () => ({
      state: createStore(scene.slips ?? noSlips),
      load: nothing,
      check: nothing,
    }),
    filesOf: () => ({
      state: createStore<FilesState>(
        scene.files ?? { phase: 'ready', files: [], saving: new Map() },
      ),
      load: nothing,
      save: nothing,
    }),
    exportOf: () => fakeExport(scene.exporting),
    treatmentOf: () => fakeTreatment(scene.treatment),
    phraseOf: () => ({
      state: createStore(
        scene.phrase ?? { phase: 'ready', phrase: null, change: { phase: 'idle' } },
      ),
      load: nothing,
      save: () => Promise.resolve(true),
      clearFailure: nothing,
    }),
    cardOf: () => fakeCard(scene.card),
    openAccessLog: () => fakeAccessLog(scene),
    openComputer: () => fakeComputer(scene.computer),
    openDestroyedRecords: () => fakeDestroyedRecords(scene.destroyed),
    openRetentionRules: () => fakeRetentionRules(scene.retention),
    openNote: () => fakeEditor(scene),
    openSessionNote: () => fakeEditor(scene),
    close: nothing,
  };
}

export interface GuestScene extends CallScene {
  readonly slip: SessionSlip;
  readonly isSettling: boolean;
  readonly devices: DevicesState;
  readonly level: number;
  readonly kind: GuestKind;
  /** Whether there is one; never said when left out. An error: the server did not answer. */
  readonly hasRelay: boolean | AppError;
  readonly isRelayOnly: boolean;
  /** Whoever is seen first, before the call is drawn. */
  readonly face: MediaStreamTrack;
}

/** The guest's models in one state. */
export function guestModels(state: GuestState, scene: Partial<GuestScene> = {}): GuestModels {
  return {
    guest: {
      state: createStore(state),
      call: fakeCall(scene, false),
      ...(scene.kind ? { kind: scene.kind } : {}),
      slip: createStore<SessionSlip | null>(scene.slip ?? null),
      isSettling: createStore(scene.isSettling ?? false),
      leftFiles: leftFiles(scene.leftFiles, false),
      pictureShown: nothing,
      ...(scene.face && { firstFace: lastingFace(scene.face) }),
      relay: fakeRelay(scene),
      join: nothing,
      leave: nothing,
      leaveWaiting: nothing,
      retry: nothing,
    },
    devices: fakeDevices(scene.devices ?? devicesOn(), scene.level ?? 0),
    close: nothing,
  };
}

/** A face that is there as soon as there is a place for it, and stays. */
function lastingFace(track: MediaStreamTrack): FirstFaceModel {
  return {
    standBy(place) {
      place.show(track, nothing);
      return () => {
        place.hide();
      };
    },
  };
}

function fakeRelay({ hasRelay, isRelayOnly = false }: Partial<GuestScene>): GuestRelayModel {
  return {
    isOnly: createStore(isRelayOnly),
    setOnly: nothing,
    hasRelay: () => {
      if (hasRelay instanceof AppError) return Promise.reject(hasRelay);
      return hasRelay === undefined ? new Promise(nothing) : Promise.resolve(hasRelay);
    },
  };
}
