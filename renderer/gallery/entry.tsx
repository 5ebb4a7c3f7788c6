import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createWords } from '../i18n/create-words.ts';
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import { Gallery } from './gallery.tsx';
import { views } from './views.tsx';

// #ID shows one view, without one there are the contents; ?theme=light or dark chooses the colours.
const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={createWords('en-GB')}>
      <Gallery views={views} />
    </I18nextProvider>
  </StrictMode>,
);
