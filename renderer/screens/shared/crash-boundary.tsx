import { Component, type ReactNode } from 'react';
import { Button } from '../../ui/controls/button.tsx';
import { CalmPage } from '../../ui/layout/calm-page.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { CodePanel } from './code-panel.tsx';
import { useScreenPorts } from './screen-ports.ts';

/**
 * A bug of ours while a screen is drawn: instead of a blank window there are words and a way on. The models below the
 * screens go on, so that a call and a note that is being saved are not touched.
 */
export class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly hasCrashed: boolean }
> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { readonly hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

/** What is shown then. */
export function Crashed() {
  const words = useWords();
  const { reload } = useScreenPorts();
  return (
    <CalmPage>
      <CodePanel
        code="internal"
        headingLevel={1}
        actions={
          <Button variant="primary" size="large" onPress={reload}>
            {words('common.action.reload')}
          </Button>
        }
      />
    </CalmPage>
  );
}
