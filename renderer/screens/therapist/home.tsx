import type { ReactNode } from 'react';
import type { AppStatus } from '../../../src/contract/app-status.ts';
import { assertNever } from '../../../src/base/assert-never.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AppFrame, type NavItem } from '../../ui/layout/app-frame.tsx';
import type { TherapistModels } from '../../view-models/models.ts';
import { useKeys } from '../shared/use-keys.ts';
import { keysOf, namedKeysOf, type KeyedAction } from '../shared/key-map.ts';
import { useScreenPorts } from '../shared/screen-ports.ts';
import { useStore } from '../shared/use-store.ts';
import { AccessLogScreen } from './access-log-screen.tsx';
import { ClientScreen } from './client-screen.tsx';
import { ClientsScreen } from './clients-screen.tsx';
import { ComputerScreen } from './computer-screen.tsx';
import { MendedNotice } from './mended-notice.tsx';
import { NoteScreen } from './note-screen.tsx';
import { ExportScreen } from './export-screen.tsx';
import { FarewellStrip } from './farewell-strip.tsx';
import type { Go, Route } from './route.ts';
import { BackupReminder } from './backup-reminder.tsx';
import { SearchScreen } from './search-screen.tsx';
import { SettingsScreen } from './settings-screen.tsx';
import { VaultSecurityScreen } from './vault-security-screen.tsx';

/** Reached from the settings, and shown as a part of them. */
const settingsScreens: ReadonlySet<Route['screen']> = new Set([
  'settings',
  'access-log',
  'vault-security',
  'computer',
]);

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
  const { keyboard } = useScreenPorts();
  const isSettings = settingsScreens.has(route.screen);
  const isSearch = route.screen === 'search';
  const keys = (action: KeyedAction): NonNullable<NavItem['keys']> => ({
    printed: keysOf(action, keyboard),
    named: namedKeysOf(action, keyboard),
  });
  const toSearch = (): void => {
    go({ screen: 'search' });
  };
  const toSettings = (): void => {
    go({ screen: 'settings' });
  };
  const lock = (): void => {
    models.vault.lock();
  };
  useKeys({
    find: toSearch,
    settings: toSettings,
    list: toSettings,
  });
  const places: readonly NavItem[] = [
    {
      id: 'clients',
      icon: 'people',
      label: words('therapist.nav.clients'),
      isCurrent: !isSettings && !isSearch,
      onPress: () => {
        go({ screen: 'clients' });
      },
    },
    {
      id: 'search',
      icon: 'search',
      label: words('therapist.nav.search'),
      isCurrent: isSearch,
      keys: keys('find'),
      onPress: toSearch,
    },
    {
      id: 'settings',
      icon: 'settings',
      label: words('therapist.nav.settings'),
      isCurrent: isSettings,
      keys: keys('settings'),
      onPress: toSettings,
    },
  ];
  const deeds: readonly NavItem[] = [
    {
      id: 'lock',
      icon: 'lock',
      label: words('therapist.nav.lock'),
      keys: keys('lock'),
      onPress: lock,
    },
  ];
  return (
    <AppFrame
      navLabel={words('therapist.nav.label')}
      places={places}
      deeds={deeds}
      banner={
        <>
          {props.banner}
          <FarewellStrip farewell={models.session.farewell} />
        </>
      }
    >
      <Place {...props} />
    </AppFrame>
  );
}

function Place(props: HomeProps): ReactNode {
  const { route, models, go } = props;
  switch (route.screen) {
    case 'clients':
      return (
        <ClientsScreen
          clients={models.clients}
          go={go}
          notice={
            <>
              <MendedNotice vault={models.vault} />
              <BackupReminder
                model={models.backups}
                onOpen={() => {
                  go({ screen: 'vault-security' });
                }}
              />
            </>
          }
        />
      );
    case 'search':
      return <SearchScreen search={models.search} isBack={route.isBack ?? false} go={go} />;
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
          onComputer={() => {
            go({ screen: 'computer' });
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
    case 'computer':
      return (
        <ComputerScreen
          open={() => models.openComputer()}
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
  const words = useWords();
  const clients = useStore(models.clients.state);
  const client =
    clients.phase === 'ready'
      ? clients.clients.find(({ clientId }) => clientId === route.clientId)
      : undefined;
  // A client who is gone, or a list that cannot be read: the list itself says what is the matter.
  if (!client) return <ClientsScreen clients={models.clients} go={go} />;
  if (route.screen === 'client') {
    return (
      <ClientScreen
        key={client.clientId}
        client={client}
        models={models}
        isFound={route.isFound ?? false}
        go={go}
      />
    );
  }
  if (route.screen === 'export') {
    return <ExportScreen key={client.clientId} client={client} models={models} go={go} />;
  }
  return (
    <NoteScreen
      key={route.noteId}
      createdAtMs={route.createdAtMs}
      open={() => models.openNote(route.noteId, route.isNew === true ? client.clientId : undefined)}
      {...(route.found && { found: route.found })}
      backLabel={route.found ? words('search.results') : client.pseudonym}
      onBack={() => {
        go(
          route.found
            ? { screen: 'search', isBack: true }
            : { screen: 'client', clientId: client.clientId },
        );
      }}
    />
  );
}
