import type { ReactNode } from 'react';
import type { AppStatus } from '../../../src/contract/app-status.ts';
import { assertNever } from '../../../src/base/assert-never.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AppFrame, type NavItem } from '../../ui/layout/app-frame.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { useKeys } from '../shared/use-keys.ts';
import { useStore } from '../shared/use-store.ts';
import { AccessLogScreen } from './access-log-screen.tsx';
import { ClientScreen } from './client-screen.tsx';
import { ClientsScreen } from './clients-screen.tsx';
import { NoteScreen } from './note-screen.tsx';
import { ExportScreen } from './export-screen.tsx';
import type { Go, Route } from './route.ts';
import { BackupReminder } from './backup-reminder.tsx';
import { SettingsScreen } from './settings-screen.tsx';
import { VaultSecurityScreen } from './vault-security-screen.tsx';

interface HomeProps {
  readonly models: TherapistModels;
  readonly status: AppStatus | null;
  readonly banner: ReactNode;
  readonly route: Route;
  readonly go: Go;
}

/** The therapist's window outside of a session. */
export function Home(props: HomeProps) {
  const { models, route, go } = props;
  const words = useWords();
  const isSettings = ['settings', 'access-log', 'vault-security'].includes(route.screen);
  const toSettings = (): void => {
    go({ screen: 'settings' });
  };
  const lock = (): void => {
    models.vault.lock();
  };
  useKeys({
    find: () => {
      go({ screen: 'clients', find: true });
    },
    settings: toSettings,
    list: toSettings,
  });
  const places: readonly NavItem[] = [
    {
      id: 'clients',
      icon: 'people',
      label: words('therapist.nav.clients'),
      isCurrent: !isSettings,
      onPress: () => {
        go({ screen: 'clients', find: false });
      },
    },
    {
      id: 'settings',
      icon: 'settings',
      label: words('therapist.nav.settings'),
      isCurrent: isSettings,
      onPress: toSettings,
    },
  ];
  const deeds: readonly NavItem[] = [
    { id: 'lock', icon: 'lock', label: words('therapist.nav.lock'), onPress: lock },
  ];
  return (
    <AppFrame
      navLabel={words('therapist.nav.label')}
      places={places}
      deeds={deeds}
      banner={props.banner}
    >
      <Place {...props} />
    </AppFrame>
  );
}

/** A search that is asked for again is a new one, so its key differs from that of the plain list. */
function Place(props: HomeProps): ReactNode {
  const { route, models, go } = props;
  switch (route.screen) {
    case 'clients':
      return (
        <ClientsScreen
          key={route.find ? 'find' : 'list'}
          clients={models.clients}
          find={route.find}
          go={go}
          notice={
            <BackupReminder
              model={models.backups}
              onOpen={() => {
                go({ screen: 'vault-security' });
              }}
            />
          }
        />
      );
    case 'client':
    case 'export':
    case 'note':
      return <ClientPlace models={models} route={route} go={go} />;
    case 'settings':
      return (
        <SettingsScreen
          models={models}
          status={props.status}
          onAccessLog={() => {
            go({ screen: 'access-log' });
          }}
          onVaultSecurity={() => {
            go({ screen: 'vault-security' });
          }}
        />
      );
    case 'vault-security':
      return (
        <VaultSecurityScreen
          models={models}
          onBack={() => {
            go({ screen: 'settings' });
          }}
        />
      );
    case 'access-log':
      return (
        <AccessLogScreen
          open={() => models.openAccessLog()}
          clients={models.clients}
          onBack={() => {
            go({ screen: 'settings' });
          }}
        />
      );
    default:
      return assertNever(route, 'route');
  }
}

function ClientPlace(props: {
  readonly models: TherapistModels;
  readonly route: Extract<Route, { screen: 'client' | 'export' | 'note' }>;
  readonly go: Go;
}): ReactNode {
  const { models, route, go } = props;
  const clients = useStore(models.clients.state);
  const client =
    clients.phase === 'ready'
      ? clients.clients.find(({ clientId }) => clientId === route.clientId)
      : undefined;
  // A client who is gone, or a list that cannot be read: the list itself says what is the matter.
  if (!client) return <ClientsScreen clients={models.clients} find={false} go={go} />;
  if (route.screen === 'client') {
    return <ClientScreen key={client.clientId} client={client} models={models} go={go} />;
  }
  if (route.screen === 'export') {
    return <ExportScreen key={client.clientId} client={client} models={models} go={go} />;
  }
  return (
    <NoteScreen
      key={route.noteId}
      noteId={route.noteId}
      createdAtMs={route.createdAtMs}
      openNote={(noteId) => models.openNote(noteId)}
      backLabel={client.pseudonym}
      onBack={() => {
        go({ screen: 'client', clientId: client.clientId });
      }}
    />
  );
}
