import type { i18n } from 'i18next';
import { StrictMode, type ReactNode } from 'react';
import '../../ui/styles/tokens.css';
import '../../ui/styles/base.css';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { WordsProvider } from '../../i18n/use-words.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { ScreenPortsProvider, type ScreenPorts } from './screen-ports.ts';

/** What every page has around its screens: words, ports, and the look. */
export function PageRoot(props: {
  readonly words: i18n;
  readonly ports: ScreenPorts;
  readonly children: ReactNode;
}) {
  return (
    <StrictMode>
      <WordsProvider value={props.words}>
        <I18nProvider locale={props.words.language}>
          <ScreenPortsProvider value={props.ports}>
            <CrashBoundary>{props.children}</CrashBoundary>
          </ScreenPortsProvider>
        </I18nProvider>
      </WordsProvider>
    </StrictMode>
  );
}
