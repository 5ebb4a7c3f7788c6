import './without-recorders.ts';
import { createRoot } from 'react-dom/client';
import { createWords } from '../i18n/create-words.ts';
import { guestLines } from '../i18n/guest-lines.ts';
import { chooseLocale } from '../i18n/locale.ts';
import { askBeforeClosing } from '../platform/ask-before-closing.ts';
import { saveByDownload } from '../platform/browser-save.ts';
import { GuestApp } from '../screens/guest/guest-app.tsx';
import { browserScreenPorts } from '../screens/shared/browser-screen-ports.ts';
import { PageRoot } from '../screens/shared/page-root.tsx';
import { wouldLose } from '../view-models/guest-loss.ts';
import { createGuestModels } from '../view-models/guest-models.ts';

// The composition root of the guest's page. The link is read, and taken out of the address bar, before anything else.
const models = createGuestModels(window);
askBeforeClosing(window, () => wouldLose(models.guest));
const locale = chooseLocale(navigator.languages);
document.documentElement.lang = locale;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
createRoot(root).render(
  <PageRoot
    words={createWords(locale, guestLines)}
    ports={{ ...browserScreenPorts(window), saveFile: saveByDownload(window) }}
  >
    <GuestApp models={models} />
  </PageRoot>,
);
