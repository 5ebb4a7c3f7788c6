import { useState } from 'react';
import type { CaptureStanding } from '../../../src/contract/capture-schema.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { OwnCapture } from '../../view-models/capture-model.ts';
import { useStore } from '../shared/use-store.ts';

/** Whether this window can be captured, for whoever sits in front of it: nothing as long as it was not seen in a capture. */
export function OwnShieldNotice(props: {
  readonly capture: OwnCapture;
  /** What may come of it. */
  readonly more?: string;
}) {
  const { capture, more } = props;
  const words = useWords();
  const standing = useStore(capture);
  const [dismissed, setDismissed] = useState<CaptureStanding | null>(null);
  if (standing === null || !isNews(standing) || standing === dismissed) return null;
  return (
    <aside aria-label={words('shield.label')}>
      <Standing
        standing={standing}
        {...(more === undefined ? {} : { more })}
        onDismiss={() => {
          setDismissed(standing);
        }}
      />
    </aside>
  );
}

/** What nobody has tried yet is no news, and what cannot be tried in a preview stands there already. */
function isNews({ verdict, why }: CaptureStanding): boolean {
  return verdict !== 'hidden' && why !== 'not-yet' && why !== 'no-app';
}

function Standing(props: {
  readonly standing: CaptureStanding;
  readonly more?: string;
  readonly onDismiss: () => void;
}) {
  const words = useWords();
  const { verdict, why } = props.standing;
  // A window that should be hidden and is not: that stays.
  if (verdict === 'visible') {
    return (
      <Notice level="stop" isNews title={words('shield.visible.title')}>
        {words('shield.visible.text')} {props.more}
      </Notice>
    );
  }
  if (verdict === 'impossible') {
    return (
      <Notice level="know" title={words('shield.impossible.title')} onDismiss={props.onDismiss}>
        {words('shield.impossible.text')} {props.more}
      </Notice>
    );
  }
  return (
    <Notice level="know" title={words('shield.unknown.title')} onDismiss={props.onDismiss}>
      {why !== null && words(`shield.unknown.${why}`)} {props.more}
    </Notice>
  );
}
