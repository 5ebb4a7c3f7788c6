import { createRoot } from 'react-dom/client';
import { createWords } from '../i18n/create-words.ts';
import { everyLine } from '../i18n/every-line.ts';
import { PageRoot } from '../screens/shared/page-root.tsx';
import { Gallery } from './gallery.tsx';
import { fakePorts } from './screens/fake-world.ts';
import { views } from './views.tsx';

// #ID shows one view, without one there are the contents; ?theme=light or dark chooses the colours.
const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
createRoot(root).render(
  <PageRoot words={createWords('en-GB', everyLine)} ports={fakePorts}>
    <Gallery views={views} />
  </PageRoot>,
);
