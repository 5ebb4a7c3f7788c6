import { createRoot } from 'react-dom/client';
import { createWords } from '../i18n/create-words.ts';
import { everyLine } from '../i18n/every-line.ts';
import { chooseLocale } from '../i18n/locale.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock } from '../platform/browser-ports.ts';
import { copyByShell } from '../platform/copy-by-shell.ts';
import { findIpcBridge } from '../platform/ipc-bridge.ts';
import { createIpcClient } from '../platform/ipc-client.ts';
import { createShellClipboard } from '../platform/shell-clipboard.ts';
import { browserScreenPorts } from '../screens/shared/browser-screen-ports.ts';
import { CodePanel } from '../screens/shared/code-panel.tsx';
import { PageRoot } from '../screens/shared/page-root.tsx';
import { TherapistApp } from '../screens/therapist/therapist-app.tsx';
import { CalmPage } from '../ui/layout/calm-page.tsx';
import { createTherapistModels } from '../view-models/therapist-models.ts';

// The composition root of the therapist's page.
const locale = chooseLocale(navigator.languages);
document.documentElement.lang = locale;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

// Without a bridge nothing can be kept: this page was opened in a plain browser.
const bridge = findIpcBridge(window);
const pagePorts = browserScreenPorts(window);
const shell =
  bridge &&
  createShellClipboard(
    createIpcClient({ bridge, clock: browserClock, log: createBrowserLog() }),
    pagePorts.copyText,
  );
if (shell) copyByShell({ page: window, shell, clock: browserClock });
createRoot(root).render(
  <PageRoot
    words={createWords(locale, everyLine)}
    ports={{ ...pagePorts, ...(shell && { copyText: shell.copy }) }}
  >
    {bridge ? (
      <TherapistApp models={createTherapistModels(window, bridge)} />
    ) : (
      <CalmPage>
        <CodePanel code="forbidden-sender" headingLevel={1} />
      </CalmPage>
    )}
  </PageRoot>,
);
