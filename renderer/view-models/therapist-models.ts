import { Scope } from '../../src/base/scope.ts';
import { ipcBoundary } from '../../src/contract/ipc.ts';
import type { IpcBridge } from '../../src/contract/ipc-wire.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock, browserRandom } from '../platform/browser-ports.ts';
import type { HandOver } from '../platform/hand-over.ts';
import { createIpcClient, type IpcClient } from '../platform/ipc-client.ts';
import { saveByDialog } from '../platform/save-by-dialog.ts';
import { createAccessLogModel } from './access-log-model.ts';
import { createComputerModel } from './computer-model.ts';
import { createAppState } from './app-state.ts';
import { createAutoLockModel } from './auto-lock-model.ts';
import { keepOpenDuringCall } from './keep-open-during-call.ts';
import type { OpenSealedMedia } from '../media/sealed-media.ts';
import { browserDevices, browserRoomPorts } from './browser-rooms.ts';
import { createBackupsModel } from './backups-model.ts';
import { createCardModel } from './card-model.ts';
import { createClientsModel } from './clients-model.ts';
import { createDestroyedRecordsModel } from './destroyed-records-model.ts';
import { createDestructionModel } from './destruction-model.ts';
import { createExportModel } from './export-model.ts';
import { createFilesModel } from './files-model.ts';
import { HostSession } from './host-session.ts';
import type { TherapistModels } from './models.ts';
import { createOwnShieldModel } from './own-shield-model.ts';
import { createNoteDesk, type NoteDesk } from './note-desk.ts';
import { createNotesModel } from './notes-model.ts';
import { createRenewalModel } from './renewal-model.ts';
import { createRescueModel } from './rescue-model.ts';
import { createRetentionRulesModel } from './retention-rules-model.ts';
import { createRestoreModel } from './restore-model.ts';
import { createSearchModel } from './search-model.ts';
import { silenceBehindLock } from './silence-behind-lock.ts';
import { createSlipsModel } from './slips-model.ts';
import { createPhraseModel } from './phrase-model.ts';
import { createServerModel } from './server-model.ts';
import { createTreatmentModel } from './treatment-model.ts';
import { createVaultModel } from './vault-model.ts';
import { createVaultSecurityModel } from './vault-security-model.ts';
import { createVaultWaysModel } from './vault-ways-model.ts';

/** The therapist's page over the real browser and the host's bridge. */
export function createTherapistModels(
  page: Window,
  bridge: IpcBridge,
  openMedia?: OpenSealedMedia,
): TherapistModels {
  const scope = new Scope();
  const clock = browserClock;
  const ipc = createIpcClient({ bridge, clock, log: createBrowserLog() });
  const saveFile = saveByDialog(ipc);
  const desk = createNoteDesk({ ipc, clock, random: browserRandom, scope });
  const vault = createVaultModel({
    ipc,
    saveNotes: () => desk.saveAll(),
    putNotesAway: (options) => desk.putAway(options),
    scope,
  });
  const shield = createOwnShieldModel({ ipc, vault, scope });
  const rooms = { saveFile, capture: shield.standing, ...(openMedia && { openMedia }) };
  const ports = browserRoomPorts(page, rooms, scope);
  const devices = browserDevices(ports, scope);
  const vaultWays = createVaultWaysModel({ ipc, vault, scope });
  const vaultSecurity = createVaultSecurityModel(ipc);
  const renewal = createRenewalModel(ipc, vaultWays);
  const clients = createClientsModel(ipc);
  const search = createSearchModel({ ipc, clock });
  const destruction = createDestructionModel({
    ipc,
    handOver: saveFile,
    destroyed: desk.forgetClient,
    settled: () => {
      clients.load();
      // It may be among what was found.
      search.clear();
    },
  });
  const server = createServerModel({ ipc, connect: ports.connect });
  const session = new HostSession({ ipc, ports, devices, rule: shield.rule, scope });
  const autoLock = createAutoLockModel({ ipc, vault, scope });

  followVault(vault.state, scope, {
    onOpen: () => {
      clients.load();
      server.load();
      session.check();
      // What could not be saved before it locked.
      void desk.saveAll();
    },
    onShut: () => {
      clients.clear();
      vaultSecurity.clear();
      renewal.clear();
      destruction.clear();
      search.clear();
    },
  });
  silenceBehindLock(vault.state, session.call, scope);
  keepOpenDuringCall({ ipc, session, clock, scope });
  saveWhenLeft(page, desk, scope);
  return {
    app: createAppState(() => ipc.call('app.status', {}), ipcBoundary.protocol),
    vault,
    vaultWays,
    vaultSecurity,
    renewal,
    autoLock,
    shield,
    backups: createBackupsModel(ipc),
    restore: createRestoreModel(ipc),
    rescue: createRescueModel(ipc, scope),
    clients,
    destruction,
    search,
    server,
    devices,
    session,
    ...modelsOnDemand({ ipc, saveFile, vault: vault.state }),
    openNote: (noteId, newFor) => desk.open(noteId, newFor),
    openSessionNote: (running) => desk.openForSession(running),
    close: () => {
      scope.close();
    },
  };
}

type OnDemand =
  | 'notesOf'
  | 'slipsOf'
  | 'filesOf'
  | 'exportOf'
  | 'treatmentOf'
  | 'phraseOf'
  | 'cardOf'
  | 'openAccessLog'
  | 'openComputer'
  | 'openDestroyedRecords'
  | 'openRetentionRules';

/** What is made when it is looked at, of one client or of one page of the settings. */
function modelsOnDemand({
  ipc,
  saveFile,
  vault,
}: {
  readonly ipc: IpcClient;
  readonly saveFile: HandOver;
  readonly vault: TherapistModels['vault']['state'];
}): Pick<TherapistModels, OnDemand> {
  const notes = { ipc, clock: browserClock, random: browserRandom };
  return {
    notesOf: (clientId) => createNotesModel(notes, clientId),
    slipsOf: (clientId) => createSlipsModel(ipc, clientId),
    filesOf: (clientId) => createFilesModel(ipc, clientId, saveFile),
    exportOf: (clientId) => createExportModel(ipc, clientId),
    treatmentOf: (clientId) => createTreatmentModel(ipc, clientId),
    cardOf: (clientId) => createCardModel({ ipc, clock: browserClock, vault }, clientId),
    phraseOf: (clientId) => createPhraseModel(ipc, clientId),
    openAccessLog: () => createAccessLogModel(ipc),
    openComputer: () => createComputerModel(ipc),
    openDestroyedRecords: () => createDestroyedRecordsModel(ipc, saveFile),
    openRetentionRules: () => createRetentionRulesModel(ipc),
  };
}

/** The page may be gone the next moment: what was typed leaves it now. */
function saveWhenLeft(page: Window, desk: NoteDesk, scope: Scope): void {
  const saveNow = (): void => {
    void desk.saveAll();
  };
  page.addEventListener('pagehide', saveNow);
  scope.own(() => {
    page.removeEventListener('pagehide', saveNow);
  });
}

/** Each time that the vault goes from anything else to open, and from open to anything else. */
function followVault(
  vault: TherapistModels['vault']['state'],
  scope: Scope,
  { onOpen, onShut }: { readonly onOpen: () => void; readonly onShut: () => void },
): void {
  let wasOpen = false;
  const look = (): void => {
    const isOpen = vault.get().phase === 'open';
    const turned = isOpen !== wasOpen;
    wasOpen = isOpen;
    if (turned) (isOpen ? onOpen : onShut)();
  };
  scope.own(vault.subscribe(look));
  look();
}
