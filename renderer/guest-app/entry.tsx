import { createRoot } from 'react-dom/client';
import { createWords } from '../i18n/create-words.ts';
import { guestAppLines } from '../i18n/guest-app-lines.ts';
import { chooseLocale } from '../i18n/locale.ts';
import { askBeforeClosing } from '../platform/ask-before-closing.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock } from '../platform/browser-ports.ts';
import { copyByShell } from '../platform/copy-by-shell.ts';
import { createGuestAppClient } from '../platform/guest-app-client.ts';
import { findIpcBridge } from '../platform/ipc-bridge.ts';
import { saveByDialog } from '../platform/save-by-dialog.ts';
import { createShellClipboard } from '../platform/shell-clipboard.ts';
import { GuestAppWindow } from '../screens/guest-app/guest-app-window.tsx';
import { browserScreenPorts } from '../screens/shared/browser-screen-ports.ts';
import { CodePanel } from '../screens/shared/code-panel.tsx';
import { PageRoot } from '../screens/shared/page-root.tsx';
import { CalmPage } from '../ui/layout/calm-page.tsx';
import { createGuestAppModels } from '../view-models/guest-app-models.ts';
import { mustStay } from '../view-models/guest-loss.ts';

// The composition root of the page of the app for clients.
const locale = chooseLocale(navigator.languages);
document.documentElement.lang = locale;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

// Without a bridge there is no invite and no key: this page was opened in a plain browser.
const bridge = findIpcBridge(window);
const client =
  bridge && createGuestAppClient({ bridge, clock: browserClock, log: createBrowserLog() });
const model = client && createGuestAppModels(window, client);
const pagePorts = browserScreenPorts(window);
const shell = client && createShellClipboard(client, pagePorts.copyText);
if (shell) copyByShell({ page: window, shell, clock: browserClock });
askBeforeClosing(window, () => model !== null && mustStay(model.state.get()));
createRoot(root).render(
  <PageRoot
    words={createWords(locale, guestAppLines)}
    ports={{
      ...pagePorts,
      ...(client && { saveFile: saveByDialog(client) }),
      ...(shell && { copyText: shell.copy }),
    }}
  >
    {model ? (
      <GuestAppWindow model={model} />
    ) : (
      <CalmPage>
        <CodePanel code="forbidden-sender" headingLevel={1} />
      </CalmPage>
    )}
  </PageRoot>,
);
